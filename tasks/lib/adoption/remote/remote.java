///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//CDS
//MAIN remote
//SOURCES ../../manage.java ScriptFiles.java
//FILES manage.source/jbang.java=../../jbang.java manage.source/manage.java=../../manage.java manage.source/tasks/ArgumentFile.java=../ArgumentFile.java manage.source/tasks/Browser.java=../Browser.java
//FILES manage.source/tasks/Cli.java=../Cli.java manage.source/tasks/Command.java=../Command.java manage.source/tasks/ComposeArguments.java=../ComposeArguments.java manage.source/tasks/ComposeCommands.java=../ComposeCommands.java
//FILES manage.source/tasks/ComposeFiles.java=../ComposeFiles.java manage.source/tasks/ComposeModel.java=../ComposeModel.java manage.source/tasks/ComposeProgram.java=../ComposeProgram.java
//FILES manage.source/tasks/ComposeVariables.java=../ComposeVariables.java manage.source/tasks/Context.java=../Context.java manage.source/tasks/Coverage.java=../Coverage.java
//FILES manage.source/tasks/CoveragePages.java=../CoveragePages.java manage.source/tasks/Database.java=../Database.java manage.source/tasks/DatabaseUse.java=../DatabaseUse.java manage.source/tasks/Docker.java=../Docker.java
//FILES manage.source/tasks/Elsewhere.java=../Elsewhere.java manage.source/tasks/Embedded.java=../Embedded.java manage.source/tasks/Engine.java=../Engine.java manage.source/tasks/Engines.java=../Engines.java
//FILES manage.source/tasks/Environment.java=../Environment.java manage.source/tasks/EnvironmentCheck.java=../EnvironmentCheck.java manage.source/tasks/EnvironmentFile.java=../EnvironmentFile.java
//FILES manage.source/tasks/Fast.java=../Fast.java manage.source/tasks/FlywaySettings.java=../FlywaySettings.java manage.source/tasks/Frameworks.java=../Frameworks.java manage.source/tasks/GitHub.java=../GitHub.java
//FILES manage.source/tasks/Hooks.java=../Hooks.java manage.source/tasks/ImageData.java=../ImageData.java manage.source/tasks/InitSql.java=../InitSql.java manage.source/tasks/IntegrationTests.java=../IntegrationTests.java
//FILES manage.source/tasks/Interrupts.java=../Interrupts.java manage.source/tasks/JavaMigrations.java=../JavaMigrations.java manage.source/tasks/KeywordExpression.java=../KeywordExpression.java
//FILES manage.source/tasks/LastRun.java=../LastRun.java manage.source/tasks/Leftover.java=../Leftover.java manage.source/tasks/Maven.java=../Maven.java manage.source/tasks/MavenExtension.java=../MavenExtension.java
//FILES manage.source/tasks/MavenRun.java=../MavenRun.java manage.source/tasks/MigrationFiles.java=../MigrationFiles.java manage.source/tasks/MigrationFolders.java=../MigrationFolders.java
//FILES manage.source/tasks/MigrationTable.java=../MigrationTable.java manage.source/tasks/Migrations.java=../Migrations.java manage.source/tasks/MissingExtension.java=../MissingExtension.java
//FILES manage.source/tasks/Options.java=../Options.java manage.source/tasks/Output.java=../Output.java manage.source/tasks/OwnTask.java=../OwnTask.java manage.source/tasks/OwnTasks.java=../OwnTasks.java
//FILES manage.source/tasks/Ports.java=../Ports.java manage.source/tasks/Project.java=../Project.java manage.source/tasks/ProjectScript.java=../ProjectScript.java manage.source/tasks/Protection.java=../Protection.java
//FILES manage.source/tasks/Psql.java=../Psql.java manage.source/tasks/ReadOnlyTransaction.java=../ReadOnlyTransaction.java manage.source/tasks/RemoteEngine.java=../RemoteEngine.java
//FILES manage.source/tasks/RunLock.java=../RunLock.java manage.source/tasks/Runner.java=../Runner.java manage.source/tasks/Running.java=../Running.java manage.source/tasks/ScriptCommand.java=../ScriptCommand.java
//FILES manage.source/tasks/ScriptLauncher.java=../ScriptLauncher.java manage.source/tasks/Secret.java=../Secret.java manage.source/tasks/SecretFiles.java=../SecretFiles.java manage.source/tasks/Selection.java=../Selection.java
//FILES manage.source/tasks/ServerUser.java=../ServerUser.java manage.source/tasks/Shard.java=../Shard.java manage.source/tasks/SqlResult.java=../SqlResult.java manage.source/tasks/SqlRun.java=../SqlRun.java
//FILES manage.source/tasks/SqlScript.java=../SqlScript.java manage.source/tasks/Stamp.java=../Stamp.java manage.source/tasks/Stop.java=../Stop.java manage.source/tasks/Talk.java=../Talk.java
//FILES manage.source/tasks/Task.java=../Task.java manage.source/tasks/TestChoice.java=../TestChoice.java manage.source/tasks/TestDatabases.java=../TestDatabases.java manage.source/tasks/TestEvents.java=../TestEvents.java
//FILES manage.source/tasks/TestNames.java=../TestNames.java manage.source/tasks/TestOptions.java=../TestOptions.java manage.source/tasks/TestPattern.java=../TestPattern.java
//FILES manage.source/tasks/TestProgress.java=../TestProgress.java manage.source/tasks/TestProject.java=../TestProject.java manage.source/tasks/TestReports.java=../TestReports.java
//FILES manage.source/tasks/TestResults.java=../TestResults.java manage.source/tasks/TestRun.java=../TestRun.java manage.source/tasks/ThrowawayStack.java=../ThrowawayStack.java manage.source/tasks/Tls.java=../Tls.java
//FILES manage.source/tasks/ToldTests.java=../ToldTests.java manage.source/tasks/Watch.java=../Watch.java manage.source/tasks/compose.java=../compose.java manage.source/tasks/config.java=../config.java
//FILES manage.source/tasks/create_initial_db.java=../create_initial_db.java manage.source/tasks/flask_equivalent.java=../flask_equivalent.java manage.source/tasks/install_fast.java=../install_fast.java
//FILES manage.source/tasks/migrate.java=../migrate.java manage.source/tasks/mvn.java=../mvn.java manage.source/tasks/ondemand/Address.java=Address.java manage.source/tasks/ondemand/Adoption.java=Adoption.java
//FILES manage.source/tasks/ondemand/Catalog.java=Catalog.java manage.source/tasks/ondemand/Checks.java=Checks.java manage.source/tasks/ondemand/CommandModel.java=CommandModel.java
//FILES manage.source/tasks/ondemand/Connections.java=Connections.java manage.source/tasks/ondemand/CoverageAgent.java=CoverageAgent.java manage.source/tasks/ondemand/DataScript.java=DataScript.java
//FILES manage.source/tasks/ondemand/Diagram.java=Diagram.java manage.source/tasks/ondemand/FixedAddress.java=FixedAddress.java manage.source/tasks/ondemand/JUnit4TestListener.java=JUnit4TestListener.java
//FILES manage.source/tasks/ondemand/MavenGate.java=MavenGate.java manage.source/tasks/ondemand/Migrated.java=Migrated.java manage.source/tasks/ondemand/Placeholders.java=Placeholders.java
//FILES manage.source/tasks/ondemand/PlatformTestListener.java=PlatformTestListener.java manage.source/tasks/ondemand/Pom.java=Pom.java manage.source/tasks/ondemand/Profiles.java=Profiles.java
//FILES manage.source/tasks/ondemand/SavedScenario.java=SavedScenario.java manage.source/tasks/ondemand/ScenarioData.java=ScenarioData.java manage.source/tasks/ondemand/ScenarioList.java=ScenarioList.java
//FILES manage.source/tasks/ondemand/ScenarioRun.java=ScenarioRun.java manage.source/tasks/ondemand/Scenarios.java=Scenarios.java manage.source/tasks/ondemand/SchemaDiff.java=SchemaDiff.java
//FILES manage.source/tasks/ondemand/Scratch.java=Scratch.java manage.source/tasks/ondemand/ScratchServer.java=ScratchServer.java manage.source/tasks/ondemand/ScriptFiles.java=ScriptFiles.java
//FILES manage.source/tasks/ondemand/ServerHints.java=ServerHints.java manage.source/tasks/ondemand/Settings.java=Settings.java manage.source/tasks/ondemand/Sources.java=Sources.java
//FILES manage.source/tasks/ondemand/StackContent.java=StackContent.java manage.source/tasks/ondemand/StackDeploy.java=StackDeploy.java manage.source/tasks/ondemand/StackDeployment.java=StackDeployment.java
//FILES manage.source/tasks/ondemand/StackFile.java=StackFile.java manage.source/tasks/ondemand/StackImages.java=StackImages.java manage.source/tasks/ondemand/StackModel.java=StackModel.java
//FILES manage.source/tasks/ondemand/StackNodes.java=StackNodes.java manage.source/tasks/ondemand/StackPorts.java=StackPorts.java manage.source/tasks/ondemand/StackRollout.java=StackRollout.java
//FILES manage.source/tasks/ondemand/StackState.java=StackState.java manage.source/tasks/ondemand/Survey.java=Survey.java manage.source/tasks/ondemand/Swarm.java=Swarm.java
//FILES manage.source/tasks/ondemand/TestEventWriter.java=TestEventWriter.java manage.source/tasks/ondemand/TestNgTestListener.java=TestNgTestListener.java manage.source/tasks/ondemand/completion.java=completion.java
//FILES manage.source/tasks/ondemand/db.java=db.java manage.source/tasks/ondemand/deploy.java=deploy.java manage.source/tasks/ondemand/doctor.java=doctor.java manage.source/tasks/ondemand/fetch_postgres.java=fetch_postgres.java
//FILES manage.source/tasks/ondemand/flask_db.java=flask_db.java manage.source/tasks/ondemand/init.java=init.java manage.source/tasks/ondemand/maven_extension.java=maven_extension.java
//FILES manage.source/tasks/ondemand/remote.java=remote.java manage.source/tasks/ondemand/rollout.java=rollout.java manage.source/tasks/ondemand/scenario.java=scenario.java manage.source/tasks/ondemand/schema.java=schema.java
//FILES manage.source/tasks/ondemand/task.java=task.java manage.source/tasks/postgres.java=../postgres.java manage.source/tasks/sql.java=../sql.java manage.source/tasks/test.java=../test.java

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.*;
import lib.adoption.ScriptFiles;
import lib.base.Console;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/**
 * manage.java as jbang-catalog.json has it, for {@code jbang manage@<owner>/<repo>}: there JBang fetches what a script
 * names, and no folder. So that init has something to copy, all files of this version come along in the jar.
 */
public class remote {

    @CommandLine.Command(
            name = "init",
            description = "Take manage.java into this repository, or bring its scripts to this version.")
    static class FromJar extends Task implements Cli.PassThrough {

        @Parameters(paramLabel = "ARGS", description = "What init takes.")
        List<String> arguments = new ArrayList<>();

        @Override
        public Integer call() {
            GlobalOptions own = GlobalOptions.of(spec);
            Path source = unpacked();
            List<String> argv = new ArrayList<>(ScriptLauncher.launcher(new Project(source)));
            argv.addAll(List.of(
                    "run",
                    "-Dmanage.source=" + source,
                    source.resolve("tasks/ondemand/init.java").toString()));
            argv.addAll(own.arguments());
            argv.addAll(arguments);
            return new ProcessRunner.Real(new Console(System.err, own.quiet, own.verbose))
                    .attached(new ProcessSpec(argv, Path.of("").toAbsolutePath(), Map.of()));
        }
    }

    /** The files in a folder of the user's cache, one for each version of them. */
    private static Path unpacked() {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : ScriptFiles.names(new String(bytes(ScriptFiles.LIST), StandardCharsets.UTF_8)))
            files.put(name, bytes(name));
        Path folder = Project.cache().resolve("scripts-" + version(files));
        if (Files.exists(folder)) return folder;
        try {
            Files.createDirectories(folder.getParent());
            Path work = Files.createTempDirectory(folder.getParent(), "scripts");
            for (var file : files.entrySet()) {
                Files.createDirectories(work.resolve(file.getKey()).getParent());
                Files.write(work.resolve(file.getKey()), file.getValue());
            }
            if (!Files.exists(folder)) Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
            return folder;
        } catch (IOException e) {
            throw ExitException.cannotWrite(folder, e);
        }
    }

    private static byte[] bytes(String name) {
        try (InputStream in = remote.class.getResourceAsStream("/" + ScriptFiles.PREFIX + name)) {
            if (in == null) throw new IllegalStateException(name + " is not in the jar");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String version(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CommandLine line(String... args) {
        CommandLine line = manage.line(args);
        // a repository that has an older init is brought to this version by ours
        if (line.getSubcommands().containsKey("init")) line.getCommandSpec().removeSubcommand("init");
        return line.addSubcommand("init", new FromJar());
    }

    public static void main(String... args) {
        Cli.main(() -> line(args), args);
    }
}
