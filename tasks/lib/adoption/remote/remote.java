///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//MAIN remote
//RUNTIME_OPTIONS -XX:+UseSerialGC -XX:TieredStopAtLevel=1
//SOURCES ../../../../jbang.java
//FILES manage.source/jbang.java=../../../../jbang.java
//FILES manage.source/manage.java=../../../../manage.java
//FILES manage.source/tasks/completion.java=../../../completion.java
//FILES manage.source/tasks/compose.java=../../../compose.java
//FILES manage.source/tasks/config.java=../../../config.java
//FILES manage.source/tasks/create_initial_db.java=../../../create_initial_db.java
//FILES manage.source/tasks/db.java=../../../db.java
//FILES manage.source/tasks/deploy.java=../../../deploy.java
//FILES manage.source/tasks/doctor.java=../../../doctor.java
//FILES manage.source/tasks/flask_equivalent.java=../../../flask_equivalent.java
//FILES manage.source/tasks/init.java=../../../init.java
//FILES manage.source/tasks/install_fast.java=../../../install_fast.java
//FILES manage.source/tasks/lib/adoption/Address.java=../Address.java
//FILES manage.source/tasks/lib/adoption/Adoption.java=../Adoption.java
//FILES manage.source/tasks/lib/adoption/BuildTool.java=../BuildTool.java
//FILES manage.source/tasks/lib/adoption/CodeReport.java=../CodeReport.java
//FILES manage.source/tasks/lib/adoption/ConfigurationRead.java=../ConfigurationRead.java
//FILES manage.source/tasks/lib/adoption/Connections.java=../Connections.java
//FILES manage.source/tasks/lib/adoption/DatabaseCalls.java=../DatabaseCalls.java
//FILES manage.source/tasks/lib/adoption/DatabaseDefaults.java=../DatabaseDefaults.java
//FILES manage.source/tasks/lib/adoption/DatabaseUses.java=../DatabaseUses.java
//FILES manage.source/tasks/lib/adoption/EnvironmentVariables.java=../EnvironmentVariables.java
//FILES manage.source/tasks/lib/adoption/FixedAddress.java=../FixedAddress.java
//FILES manage.source/tasks/lib/adoption/FlywayConfiguration.java=../FlywayConfiguration.java
//FILES manage.source/tasks/lib/adoption/FlywayDirectories.java=../FlywayDirectories.java
//FILES manage.source/tasks/lib/adoption/FrameworkVariables.java=../FrameworkVariables.java
//FILES manage.source/tasks/lib/adoption/GradleBuilds.java=../GradleBuilds.java
//FILES manage.source/tasks/lib/adoption/GradleScript.java=../GradleScript.java
//FILES manage.source/tasks/lib/adoption/IgnoredFiles.java=../IgnoredFiles.java
//FILES manage.source/tasks/lib/adoption/Installation.java=../Installation.java
//FILES manage.source/tasks/lib/adoption/JavaCalls.java=../JavaCalls.java
//FILES manage.source/tasks/lib/adoption/JavaFile.java=../JavaFile.java
//FILES manage.source/tasks/lib/adoption/JavaLiterals.java=../JavaLiterals.java
//FILES manage.source/tasks/lib/adoption/JavaParser.java=../JavaParser.java
//FILES manage.source/tasks/lib/adoption/JavaScan.java=../JavaScan.java
//FILES manage.source/tasks/lib/adoption/JavaSources.java=../JavaSources.java
//FILES manage.source/tasks/lib/adoption/JavaTexts.java=../JavaTexts.java
//FILES manage.source/tasks/lib/adoption/LiteralAddresses.java=../LiteralAddresses.java
//FILES manage.source/tasks/lib/adoption/MavenInvocation.java=../MavenInvocation.java
//FILES manage.source/tasks/lib/adoption/MethodScanner.java=../MethodScanner.java
//FILES manage.source/tasks/lib/adoption/Migrated.java=../Migrated.java
//FILES manage.source/tasks/lib/adoption/ModuleDatabases.java=../ModuleDatabases.java
//FILES manage.source/tasks/lib/adoption/ModuleQuestion.java=../ModuleQuestion.java
//FILES manage.source/tasks/lib/adoption/Placeholders.java=../Placeholders.java
//FILES manage.source/tasks/lib/adoption/PluginConfiguration.java=../PluginConfiguration.java
//FILES manage.source/tasks/lib/adoption/Pom.java=../Pom.java
//FILES manage.source/tasks/lib/adoption/PomProfiles.java=../PomProfiles.java
//FILES manage.source/tasks/lib/adoption/PomVariables.java=../PomVariables.java
//FILES manage.source/tasks/lib/adoption/Profiles.java=../Profiles.java
//FILES manage.source/tasks/lib/adoption/ProjectSelector.java=../ProjectSelector.java
//FILES manage.source/tasks/lib/adoption/RepositoryFacts.java=../RepositoryFacts.java
//FILES manage.source/tasks/lib/adoption/RepositoryFiles.java=../RepositoryFiles.java
//FILES manage.source/tasks/lib/adoption/ScriptFiles.java=../ScriptFiles.java
//FILES manage.source/tasks/lib/adoption/ScriptForm.java=../ScriptForm.java
//FILES manage.source/tasks/lib/adoption/ServerHints.java=../ServerHints.java
//FILES manage.source/tasks/lib/adoption/ServerImage.java=../ServerImage.java
//FILES manage.source/tasks/lib/adoption/Settings.java=../Settings.java
//FILES manage.source/tasks/lib/adoption/SettingsVariables.java=../SettingsVariables.java
//FILES manage.source/tasks/lib/adoption/SharedFiles.java=../SharedFiles.java
//FILES manage.source/tasks/lib/adoption/Sources.java=../Sources.java
//FILES manage.source/tasks/lib/adoption/Submodules.java=../Submodules.java
//FILES manage.source/tasks/lib/adoption/Survey.java=../Survey.java
//FILES manage.source/tasks/lib/adoption/SurveyReport.java=../SurveyReport.java
//FILES manage.source/tasks/lib/adoption/TestClasses.java=../TestClasses.java
//FILES manage.source/tasks/lib/adoption/TestReach.java=../TestReach.java
//FILES manage.source/tasks/lib/adoption/TestedProject.java=../TestedProject.java
//FILES manage.source/tasks/lib/adoption/ToolFiles.java=../ToolFiles.java
//FILES manage.source/tasks/lib/adoption/remote/remote.java=remote.java
//FILES manage.source/tasks/lib/application/ApplicationVersion.java=../../application/ApplicationVersion.java
//FILES manage.source/tasks/lib/application/MainClass.java=../../application/MainClass.java
//FILES manage.source/tasks/lib/application/PortRelay.java=../../application/PortRelay.java
//FILES manage.source/tasks/lib/application/RelayedConnection.java=../../application/RelayedConnection.java
//FILES manage.source/tasks/lib/application/Reloader.java=../../application/Reloader.java
//FILES manage.source/tasks/lib/application/ReloadingRun.java=../../application/ReloadingRun.java
//FILES manage.source/tasks/lib/application/VersionCommand.java=../../application/VersionCommand.java
//FILES manage.source/tasks/lib/application/VersionDirectories.java=../../application/VersionDirectories.java
//FILES manage.source/tasks/lib/application/Versions.java=../../application/Versions.java
//FILES manage.source/tasks/lib/base/Colour.java=../../base/Colour.java
//FILES manage.source/tasks/lib/base/Console.java=../../base/Console.java
//FILES manage.source/tasks/lib/base/DisplayWidth.java=../../base/DisplayWidth.java
//FILES manage.source/tasks/lib/base/ExitException.java=../../base/ExitException.java
//FILES manage.source/tasks/lib/base/FileFingerprints.java=../../base/FileFingerprints.java
//FILES manage.source/tasks/lib/base/FileTree.java=../../base/FileTree.java
//FILES manage.source/tasks/lib/base/Hashing.java=../../base/Hashing.java
//FILES manage.source/tasks/lib/base/JavaSyntax.java=../../base/JavaSyntax.java
//FILES manage.source/tasks/lib/base/NearestNames.java=../../base/NearestNames.java
//FILES manage.source/tasks/lib/base/OperatingSystem.java=../../base/OperatingSystem.java
//FILES manage.source/tasks/lib/base/OutputStyle.java=../../base/OutputStyle.java
//FILES manage.source/tasks/lib/base/PrivateFiles.java=../../base/PrivateFiles.java
//FILES manage.source/tasks/lib/base/Secret.java=../../base/Secret.java
//FILES manage.source/tasks/lib/base/SecretDetection.java=../../base/SecretDetection.java
//FILES manage.source/tasks/lib/base/SignalHandling.java=../../base/SignalHandling.java
//FILES manage.source/tasks/lib/base/StandardOutput.java=../../base/StandardOutput.java
//FILES manage.source/tasks/lib/base/StatusLine.java=../../base/StatusLine.java
//FILES manage.source/tasks/lib/base/TextTable.java=../../base/TextTable.java
//FILES manage.source/tasks/lib/cli/Cli.java=../../cli/Cli.java
//FILES manage.source/tasks/lib/cli/CommandRegistry.java=../../cli/CommandRegistry.java
//FILES manage.source/tasks/lib/cli/HelpCommand.java=../../cli/HelpCommand.java
//FILES manage.source/tasks/lib/cli/LauncherPreparation.java=../../cli/LauncherPreparation.java
//FILES manage.source/tasks/lib/cli/PreparedLauncher.java=../../cli/PreparedLauncher.java
//FILES manage.source/tasks/lib/cli/ProjectTask.java=../../cli/ProjectTask.java
//FILES manage.source/tasks/lib/cli/Protection.java=../../cli/Protection.java
//FILES manage.source/tasks/lib/cli/ScriptCommand.java=../../cli/ScriptCommand.java
//FILES manage.source/tasks/lib/cli/SqlTraining.java=../../cli/SqlTraining.java
//FILES manage.source/tasks/lib/cli/Task.java=../../cli/Task.java
//FILES manage.source/tasks/lib/cli/TaskTemplate.java=../../cli/TaskTemplate.java
//FILES manage.source/tasks/lib/common.java=../../common.java
//FILES manage.source/tasks/lib/completion/CommandModel.java=../../completion/CommandModel.java
//FILES manage.source/tasks/lib/completion/CompletionScript.java=../../completion/CompletionScript.java
//FILES manage.source/tasks/lib/completion/ProjectCandidates.java=../../completion/ProjectCandidates.java
//FILES manage.source/tasks/lib/database/ApplicationRole.java=../../database/ApplicationRole.java
//FILES manage.source/tasks/lib/database/BranchDatabases.java=../../database/BranchDatabases.java
//FILES manage.source/tasks/lib/database/CancellableDataSource.java=../../database/CancellableDataSource.java
//FILES manage.source/tasks/lib/database/ConnectionMonitor.java=../../database/ConnectionMonitor.java
//FILES manage.source/tasks/lib/database/ConnectionUrls.java=../../database/ConnectionUrls.java
//FILES manage.source/tasks/lib/database/Database.java=../../database/Database.java
//FILES manage.source/tasks/lib/database/DatabaseAddress.java=../../database/DatabaseAddress.java
//FILES manage.source/tasks/lib/database/DatabaseCopy.java=../../database/DatabaseCopy.java
//FILES manage.source/tasks/lib/database/DatabaseMark.java=../../database/DatabaseMark.java
//FILES manage.source/tasks/lib/database/DatabaseReplacement.java=../../database/DatabaseReplacement.java
//FILES manage.source/tasks/lib/database/DatabaseSessions.java=../../database/DatabaseSessions.java
//FILES manage.source/tasks/lib/database/ExtensionAdvice.java=../../database/ExtensionAdvice.java
//FILES manage.source/tasks/lib/database/ForeignDatabaseVariables.java=../../database/ForeignDatabaseVariables.java
//FILES manage.source/tasks/lib/database/InitScripts.java=../../database/InitScripts.java
//FILES manage.source/tasks/lib/database/LocaleAdvice.java=../../database/LocaleAdvice.java
//FILES manage.source/tasks/lib/database/NewRoles.java=../../database/NewRoles.java
//FILES manage.source/tasks/lib/database/OtherAddresses.java=../../database/OtherAddresses.java
//FILES manage.source/tasks/lib/database/PsqlCommand.java=../../database/PsqlCommand.java
//FILES manage.source/tasks/lib/database/ReadOnlyTransaction.java=../../database/ReadOnlyTransaction.java
//FILES manage.source/tasks/lib/database/ResultPrinter.java=../../database/ResultPrinter.java
//FILES manage.source/tasks/lib/database/RowSecurity.java=../../database/RowSecurity.java
//FILES manage.source/tasks/lib/database/SavedConnection.java=../../database/SavedConnection.java
//FILES manage.source/tasks/lib/database/SingleTransaction.java=../../database/SingleTransaction.java
//FILES manage.source/tasks/lib/database/Snapshot.java=../../database/Snapshot.java
//FILES manage.source/tasks/lib/database/Snapshots.java=../../database/Snapshots.java
//FILES manage.source/tasks/lib/database/SqlBatch.java=../../database/SqlBatch.java
//FILES manage.source/tasks/lib/database/SqlExecutor.java=../../database/SqlExecutor.java
//FILES manage.source/tasks/lib/database/SqlLexer.java=../../database/SqlLexer.java
//FILES manage.source/tasks/lib/database/SqlScript.java=../../database/SqlScript.java
//FILES manage.source/tasks/lib/database/SqlSources.java=../../database/SqlSources.java
//FILES manage.source/tasks/lib/database/SqlWindow.java=../../database/SqlWindow.java
//FILES manage.source/tasks/lib/database/Statements.java=../../database/Statements.java
//FILES manage.source/tasks/lib/database/TextBytes.java=../../database/TextBytes.java
//FILES manage.source/tasks/lib/doctor/Check.java=../../doctor/Check.java
//FILES manage.source/tasks/lib/doctor/CheckedProject.java=../../doctor/CheckedProject.java
//FILES manage.source/tasks/lib/doctor/Checks.java=../../doctor/Checks.java
//FILES manage.source/tasks/lib/doctor/ConfigurationChecks.java=../../doctor/ConfigurationChecks.java
//FILES manage.source/tasks/lib/doctor/ImageChecks.java=../../doctor/ImageChecks.java
//FILES manage.source/tasks/lib/doctor/Leftovers.java=../../doctor/Leftovers.java
//FILES manage.source/tasks/lib/doctor/ProgramChecks.java=../../doctor/ProgramChecks.java
//FILES manage.source/tasks/lib/doctor/Version.java=../../doctor/Version.java
//FILES manage.source/tasks/lib/download/fetch_postgres.java=../../download/fetch_postgres.java
//FILES manage.source/tasks/lib/environment/ComposeVariables.java=../../environment/ComposeVariables.java
//FILES manage.source/tasks/lib/environment/Context.java=../../environment/Context.java
//FILES manage.source/tasks/lib/environment/DatabaseOptions.java=../../environment/DatabaseOptions.java
//FILES manage.source/tasks/lib/environment/DatabaseVariables.java=../../environment/DatabaseVariables.java
//FILES manage.source/tasks/lib/environment/Databases.java=../../environment/Databases.java
//FILES manage.source/tasks/lib/environment/DockerHost.java=../../environment/DockerHost.java
//FILES manage.source/tasks/lib/environment/DotEnv.java=../../environment/DotEnv.java
//FILES manage.source/tasks/lib/environment/Environment.java=../../environment/Environment.java
//FILES manage.source/tasks/lib/environment/EnvironmentCheck.java=../../environment/EnvironmentCheck.java
//FILES manage.source/tasks/lib/environment/EnvironmentFile.java=../../environment/EnvironmentFile.java
//FILES manage.source/tasks/lib/environment/Git.java=../../environment/Git.java
//FILES manage.source/tasks/lib/environment/GitBranch.java=../../environment/GitBranch.java
//FILES manage.source/tasks/lib/environment/GlobalOptions.java=../../environment/GlobalOptions.java
//FILES manage.source/tasks/lib/environment/ProcessDirectory.java=../../environment/ProcessDirectory.java
//FILES manage.source/tasks/lib/environment/Project.java=../../environment/Project.java
//FILES manage.source/tasks/lib/environment/SecretFiles.java=../../environment/SecretFiles.java
//FILES manage.source/tasks/lib/environment/SecretTexts.java=../../environment/SecretTexts.java
//FILES manage.source/tasks/lib/environment/TlsSettings.java=../../environment/TlsSettings.java
//FILES manage.source/tasks/lib/environment/VariableResolver.java=../../environment/VariableResolver.java
//FILES manage.source/tasks/lib/environment/VariableSources.java=../../environment/VariableSources.java
//FILES manage.source/tasks/lib/extension/BuildRecorder.java=../../extension/BuildRecorder.java
//FILES manage.source/tasks/lib/extension/CoverageAgent.java=../../extension/CoverageAgent.java
//FILES manage.source/tasks/lib/extension/JUnit4TestListener.java=../../extension/JUnit4TestListener.java
//FILES manage.source/tasks/lib/extension/MavenGate.java=../../extension/MavenGate.java
//FILES manage.source/tasks/lib/extension/ModuleRecorder.java=../../extension/ModuleRecorder.java
//FILES manage.source/tasks/lib/extension/OwnerLock.java=../../extension/OwnerLock.java
//FILES manage.source/tasks/lib/extension/PlatformTestListener.java=../../extension/PlatformTestListener.java
//FILES manage.source/tasks/lib/extension/ProcessorPath.java=../../extension/ProcessorPath.java
//FILES manage.source/tasks/lib/extension/TestEventWriter.java=../../extension/TestEventWriter.java
//FILES manage.source/tasks/lib/extension/TestFailure.java=../../extension/TestFailure.java
//FILES manage.source/tasks/lib/extension/TestJvmRecord.java=../../extension/TestJvmRecord.java
//FILES manage.source/tasks/lib/extension/TestNgTestListener.java=../../extension/TestNgTestListener.java
//FILES manage.source/tasks/lib/extension/TestOutput.java=../../extension/TestOutput.java
//FILES manage.source/tasks/lib/extension/TestWorker.java=../../extension/TestWorker.java
//FILES manage.source/tasks/lib/extension/WarmUp.java=../../extension/WarmUp.java
//FILES manage.source/tasks/lib/extension/maven_extension.java=../../extension/maven_extension.java
//FILES manage.source/tasks/lib/lint/EarlierSchema.java=../../lint/EarlierSchema.java
//FILES manage.source/tasks/lib/lint/Finding.java=../../lint/Finding.java
//FILES manage.source/tasks/lib/lint/GitTree.java=../../lint/GitTree.java
//FILES manage.source/tasks/lib/lint/LintRules.java=../../lint/LintRules.java
//FILES manage.source/tasks/lib/lint/LockMode.java=../../lint/LockMode.java
//FILES manage.source/tasks/lib/lint/MigrationLint.java=../../lint/MigrationLint.java
//FILES manage.source/tasks/lib/lint/RowEstimates.java=../../lint/RowEstimates.java
//FILES manage.source/tasks/lib/lint/SchemaState.java=../../lint/SchemaState.java
//FILES manage.source/tasks/lib/lint/StatementEffect.java=../../lint/StatementEffect.java
//FILES manage.source/tasks/lib/lint/StatementObserver.java=../../lint/StatementObserver.java
//FILES manage.source/tasks/lib/lint/StatementPlace.java=../../lint/StatementPlace.java
//FILES manage.source/tasks/lib/lint/StatementTriggers.java=../../lint/StatementTriggers.java
//FILES manage.source/tasks/lib/maven/ApplicationRun.java=../../maven/ApplicationRun.java
//FILES manage.source/tasks/lib/maven/BuiltModule.java=../../maven/BuiltModule.java
//FILES manage.source/tasks/lib/maven/FailsafePatterns.java=../../maven/FailsafePatterns.java
//FILES manage.source/tasks/lib/maven/FrameworkDefaults.java=../../maven/FrameworkDefaults.java
//FILES manage.source/tasks/lib/maven/Lifecycle.java=../../maven/Lifecycle.java
//FILES manage.source/tasks/lib/maven/MavenCommand.java=../../maven/MavenCommand.java
//FILES manage.source/tasks/lib/maven/MavenExtension.java=../../maven/MavenExtension.java
//FILES manage.source/tasks/lib/maven/MavenRuntime.java=../../maven/MavenRuntime.java
//FILES manage.source/tasks/lib/maven/MavenWrapper.java=../../maven/MavenWrapper.java
//FILES manage.source/tasks/lib/maven/ModuleBuild.java=../../maven/ModuleBuild.java
//FILES manage.source/tasks/lib/maven/ModuleDirectories.java=../../maven/ModuleDirectories.java
//FILES manage.source/tasks/lib/maven/PomFile.java=../../maven/PomFile.java
//FILES manage.source/tasks/lib/maven/TestEvents.java=../../maven/TestEvents.java
//FILES manage.source/tasks/lib/maven/XmlElement.java=../../maven/XmlElement.java
//FILES manage.source/tasks/lib/migration/DatabaseReset.java=../../migration/DatabaseReset.java
//FILES manage.source/tasks/lib/migration/FlywaySettings.java=../../migration/FlywaySettings.java
//FILES manage.source/tasks/lib/migration/HistoryTable.java=../../migration/HistoryTable.java
//FILES manage.source/tasks/lib/migration/JavaMigrations.java=../../migration/JavaMigrations.java
//FILES manage.source/tasks/lib/migration/MigrationDirectories.java=../../migration/MigrationDirectories.java
//FILES manage.source/tasks/lib/migration/MigrationFailure.java=../../migration/MigrationFailure.java
//FILES manage.source/tasks/lib/migration/MigrationFiles.java=../../migration/MigrationFiles.java
//FILES manage.source/tasks/lib/migration/MigrationNames.java=../../migration/MigrationNames.java
//FILES manage.source/tasks/lib/migration/MigrationReporter.java=../../migration/MigrationReporter.java
//FILES manage.source/tasks/lib/migration/MigrationRun.java=../../migration/MigrationRun.java
//FILES manage.source/tasks/lib/migration/MigrationTable.java=../../migration/MigrationTable.java
//FILES manage.source/tasks/lib/migration/Migrations.java=../../migration/Migrations.java
//FILES manage.source/tasks/lib/migration/SeedFile.java=../../migration/SeedFile.java
//FILES manage.source/tasks/lib/process/ArgumentFile.java=../../process/ArgumentFile.java
//FILES manage.source/tasks/lib/process/BackgroundProcess.java=../../process/BackgroundProcess.java
//FILES manage.source/tasks/lib/process/FreeStandardOutput.java=../../process/FreeStandardOutput.java
//FILES manage.source/tasks/lib/process/LastLines.java=../../process/LastLines.java
//FILES manage.source/tasks/lib/process/ProcessFailure.java=../../process/ProcessFailure.java
//FILES manage.source/tasks/lib/process/ProcessRunner.java=../../process/ProcessRunner.java
//FILES manage.source/tasks/lib/process/ProcessSpec.java=../../process/ProcessSpec.java
//FILES manage.source/tasks/lib/process/ProcessTree.java=../../process/ProcessTree.java
//FILES manage.source/tasks/lib/process/SearchPath.java=../../process/SearchPath.java
//FILES manage.source/tasks/lib/process/WindowsCommandLine.java=../../process/WindowsCommandLine.java
//FILES manage.source/tasks/lib/scenario/DataScript.java=../../scenario/DataScript.java
//FILES manage.source/tasks/lib/scenario/NamedScenario.java=../../scenario/NamedScenario.java
//FILES manage.source/tasks/lib/scenario/SavedScenario.java=../../scenario/SavedScenario.java
//FILES manage.source/tasks/lib/scenario/ScenarioData.java=../../scenario/ScenarioData.java
//FILES manage.source/tasks/lib/scenario/ScenarioList.java=../../scenario/ScenarioList.java
//FILES manage.source/tasks/lib/scenario/ScenarioRemoval.java=../../scenario/ScenarioRemoval.java
//FILES manage.source/tasks/lib/scenario/ScenarioRun.java=../../scenario/ScenarioRun.java
//FILES manage.source/tasks/lib/scenario/ScenarioStart.java=../../scenario/ScenarioStart.java
//FILES manage.source/tasks/lib/scenario/ScenarioSummary.java=../../scenario/ScenarioSummary.java
//FILES manage.source/tasks/lib/scenario/ScenarioTeardown.java=../../scenario/ScenarioTeardown.java
//FILES manage.source/tasks/lib/scenario/Scenarios.java=../../scenario/Scenarios.java
//FILES manage.source/tasks/lib/schema/Catalog.java=../../schema/Catalog.java
//FILES manage.source/tasks/lib/schema/ChangedObjects.java=../../schema/ChangedObjects.java
//FILES manage.source/tasks/lib/schema/Completion.java=../../schema/Completion.java
//FILES manage.source/tasks/lib/schema/Conversions.java=../../schema/Conversions.java
//FILES manage.source/tasks/lib/schema/DependencyGraph.java=../../schema/DependencyGraph.java
//FILES manage.source/tasks/lib/schema/Diagram.java=../../schema/Diagram.java
//FILES manage.source/tasks/lib/schema/MigrationDraft.java=../../schema/MigrationDraft.java
//FILES manage.source/tasks/lib/schema/OtherNames.java=../../schema/OtherNames.java
//FILES manage.source/tasks/lib/schema/PgCodeKeeper.java=../../schema/PgCodeKeeper.java
//FILES manage.source/tasks/lib/schema/PlainOwner.java=../../schema/PlainOwner.java
//FILES manage.source/tasks/lib/schema/Preparation.java=../../schema/Preparation.java
//FILES manage.source/tasks/lib/schema/Privileges.java=../../schema/Privileges.java
//FILES manage.source/tasks/lib/schema/Renames.java=../../schema/Renames.java
//FILES manage.source/tasks/lib/schema/RowConditions.java=../../schema/RowConditions.java
//FILES manage.source/tasks/lib/schema/SchemaDiff.java=../../schema/SchemaDiff.java
//FILES manage.source/tasks/lib/schema/ScratchDatabases.java=../../schema/ScratchDatabases.java
//FILES manage.source/tasks/lib/schema/ScratchServer.java=../../schema/ScratchServer.java
//FILES manage.source/tasks/lib/schema/TextColumns.java=../../schema/TextColumns.java
//FILES manage.source/tasks/lib/script/CompiledLauncher.java=../../script/CompiledLauncher.java
//FILES manage.source/tasks/lib/script/Hooks.java=../../script/Hooks.java
//FILES manage.source/tasks/lib/script/ProjectScript.java=../../script/ProjectScript.java
//FILES manage.source/tasks/lib/script/ScriptLauncher.java=../../script/ScriptLauncher.java
//FILES manage.source/tasks/lib/script/TypedCommand.java=../../script/TypedCommand.java
//FILES manage.source/tasks/lib/server/ApplicationRoleSetup.java=../../server/ApplicationRoleSetup.java
//FILES manage.source/tasks/lib/server/ComposeArguments.java=../../server/ComposeArguments.java
//FILES manage.source/tasks/lib/server/ComposeClient.java=../../server/ComposeClient.java
//FILES manage.source/tasks/lib/server/ComposeCommands.java=../../server/ComposeCommands.java
//FILES manage.source/tasks/lib/server/ComposeFileReader.java=../../server/ComposeFileReader.java
//FILES manage.source/tasks/lib/server/ComposeFiles.java=../../server/ComposeFiles.java
//FILES manage.source/tasks/lib/server/ComposeModel.java=../../server/ComposeModel.java
//FILES manage.source/tasks/lib/server/ComposeProgram.java=../../server/ComposeProgram.java
//FILES manage.source/tasks/lib/server/ComposeRollout.java=../../server/ComposeRollout.java
//FILES manage.source/tasks/lib/server/ComposeServer.java=../../server/ComposeServer.java
//FILES manage.source/tasks/lib/server/ContainerSecrets.java=../../server/ContainerSecrets.java
//FILES manage.source/tasks/lib/server/DatabaseDump.java=../../server/DatabaseDump.java
//FILES manage.source/tasks/lib/server/DatabaseServer.java=../../server/DatabaseServer.java
//FILES manage.source/tasks/lib/server/DumpHead.java=../../server/DumpHead.java
//FILES manage.source/tasks/lib/server/EmbeddedServer.java=../../server/EmbeddedServer.java
//FILES manage.source/tasks/lib/server/ImageData.java=../../server/ImageData.java
//FILES manage.source/tasks/lib/server/InitdbArguments.java=../../server/InitdbArguments.java
//FILES manage.source/tasks/lib/server/InitdbOptions.java=../../server/InitdbOptions.java
//FILES manage.source/tasks/lib/server/Interpolation.java=../../server/Interpolation.java
//FILES manage.source/tasks/lib/server/MarkedContainers.java=../../server/MarkedContainers.java
//FILES manage.source/tasks/lib/server/Ports.java=../../server/Ports.java
//FILES manage.source/tasks/lib/server/PostgresCommands.java=../../server/PostgresCommands.java
//FILES manage.source/tasks/lib/server/PostgresRelease.java=../../server/PostgresRelease.java
//FILES manage.source/tasks/lib/server/PsqlClient.java=../../server/PsqlClient.java
//FILES manage.source/tasks/lib/server/RestoreFailure.java=../../server/RestoreFailure.java
//FILES manage.source/tasks/lib/server/RunDirectory.java=../../server/RunDirectory.java
//FILES manage.source/tasks/lib/server/RunLock.java=../../server/RunLock.java
//FILES manage.source/tasks/lib/server/ServerAddressFile.java=../../server/ServerAddressFile.java
//FILES manage.source/tasks/lib/server/ServerSelector.java=../../server/ServerSelector.java
//FILES manage.source/tasks/lib/server/ServerUser.java=../../server/ServerUser.java
//FILES manage.source/tasks/lib/server/ServiceHealth.java=../../server/ServiceHealth.java
//FILES manage.source/tasks/lib/server/StaleRun.java=../../server/StaleRun.java
//FILES manage.source/tasks/lib/server/StepOutput.java=../../server/StepOutput.java
//FILES manage.source/tasks/lib/server/ThrowawayStack.java=../../server/ThrowawayStack.java
//FILES manage.source/tasks/lib/shell/ProjectShell.java=../../shell/ProjectShell.java
//FILES manage.source/tasks/lib/shell/ShellDatabase.java=../../shell/ShellDatabase.java
//FILES manage.source/tasks/lib/shell/ShellSession.java=../../shell/ShellSession.java
//FILES manage.source/tasks/lib/swarm/DockerVersions.java=../../swarm/DockerVersions.java
//FILES manage.source/tasks/lib/swarm/StackContent.java=../../swarm/StackContent.java
//FILES manage.source/tasks/lib/swarm/StackContents.java=../../swarm/StackContents.java
//FILES manage.source/tasks/lib/swarm/StackDeploy.java=../../swarm/StackDeploy.java
//FILES manage.source/tasks/lib/swarm/StackDeployment.java=../../swarm/StackDeployment.java
//FILES manage.source/tasks/lib/swarm/StackFile.java=../../swarm/StackFile.java
//FILES manage.source/tasks/lib/swarm/StackImages.java=../../swarm/StackImages.java
//FILES manage.source/tasks/lib/swarm/StackJob.java=../../swarm/StackJob.java
//FILES manage.source/tasks/lib/swarm/StackModel.java=../../swarm/StackModel.java
//FILES manage.source/tasks/lib/swarm/StackMounts.java=../../swarm/StackMounts.java
//FILES manage.source/tasks/lib/swarm/StackNodes.java=../../swarm/StackNodes.java
//FILES manage.source/tasks/lib/swarm/StackPorts.java=../../swarm/StackPorts.java
//FILES manage.source/tasks/lib/swarm/StackRollout.java=../../swarm/StackRollout.java
//FILES manage.source/tasks/lib/swarm/StackState.java=../../swarm/StackState.java
//FILES manage.source/tasks/lib/swarm/StackWatcher.java=../../swarm/StackWatcher.java
//FILES manage.source/tasks/lib/swarm/Swarm.java=../../swarm/Swarm.java
//FILES manage.source/tasks/lib/swarm/SwarmClient.java=../../swarm/SwarmClient.java
//FILES manage.source/tasks/lib/swarm/SwarmEngine.java=../../swarm/SwarmEngine.java
//FILES manage.source/tasks/lib/testing/AffectedTests.java=../../testing/AffectedTests.java
//FILES manage.source/tasks/lib/testing/AssertionDifference.java=../../testing/AssertionDifference.java
//FILES manage.source/tasks/lib/testing/Browser.java=../../testing/Browser.java
//FILES manage.source/tasks/lib/testing/ChangedFiles.java=../../testing/ChangedFiles.java
//FILES manage.source/tasks/lib/testing/ClassFile.java=../../testing/ClassFile.java
//FILES manage.source/tasks/lib/testing/ClassReferences.java=../../testing/ClassReferences.java
//FILES manage.source/tasks/lib/testing/CommandRun.java=../../testing/CommandRun.java
//FILES manage.source/tasks/lib/testing/CommandTests.java=../../testing/CommandTests.java
//FILES manage.source/tasks/lib/testing/ContainerClasses.java=../../testing/ContainerClasses.java
//FILES manage.source/tasks/lib/testing/ContainerTests.java=../../testing/ContainerTests.java
//FILES manage.source/tasks/lib/testing/Coverage.java=../../testing/Coverage.java
//FILES manage.source/tasks/lib/testing/CoveragePages.java=../../testing/CoveragePages.java
//FILES manage.source/tasks/lib/testing/DirectRun.java=../../testing/DirectRun.java
//FILES manage.source/tasks/lib/testing/DirectTests.java=../../testing/DirectTests.java
//FILES manage.source/tasks/lib/testing/ExecutedTests.java=../../testing/ExecutedTests.java
//FILES manage.source/tasks/lib/testing/FailurePlace.java=../../testing/FailurePlace.java
//FILES manage.source/tasks/lib/testing/GitHubAnnotations.java=../../testing/GitHubAnnotations.java
//FILES manage.source/tasks/lib/testing/InstrumentedMembers.java=../../testing/InstrumentedMembers.java
//FILES manage.source/tasks/lib/testing/JavaTestParser.java=../../testing/JavaTestParser.java
//FILES manage.source/tasks/lib/testing/JsonReport.java=../../testing/JsonReport.java
//FILES manage.source/tasks/lib/testing/KeywordExpression.java=../../testing/KeywordExpression.java
//FILES manage.source/tasks/lib/testing/LearnedBuild.java=../../testing/LearnedBuild.java
//FILES manage.source/tasks/lib/testing/LoggedStatements.java=../../testing/LoggedStatements.java
//FILES manage.source/tasks/lib/testing/MavenProcess.java=../../testing/MavenProcess.java
//FILES manage.source/tasks/lib/testing/MavenTests.java=../../testing/MavenTests.java
//FILES manage.source/tasks/lib/testing/MigratedRoles.java=../../testing/MigratedRoles.java
//FILES manage.source/tasks/lib/testing/PlannedServer.java=../../testing/PlannedServer.java
//FILES manage.source/tasks/lib/testing/PreparedRun.java=../../testing/PreparedRun.java
//FILES manage.source/tasks/lib/testing/ReachedTests.java=../../testing/ReachedTests.java
//FILES manage.source/tasks/lib/testing/ReadyRun.java=../../testing/ReadyRun.java
//FILES manage.source/tasks/lib/testing/RunningClasses.java=../../testing/RunningClasses.java
//FILES manage.source/tasks/lib/testing/SelectionResolver.java=../../testing/SelectionResolver.java
//FILES manage.source/tasks/lib/testing/Shard.java=../../testing/Shard.java
//FILES manage.source/tasks/lib/testing/SourceGraph.java=../../testing/SourceGraph.java
//FILES manage.source/tasks/lib/testing/SourceWatcher.java=../../testing/SourceWatcher.java
//FILES manage.source/tasks/lib/testing/SpareJvms.java=../../testing/SpareJvms.java
//FILES manage.source/tasks/lib/testing/SqlLog.java=../../testing/SqlLog.java
//FILES manage.source/tasks/lib/testing/StartedRun.java=../../testing/StartedRun.java
//FILES manage.source/tasks/lib/testing/SurefireDumps.java=../../testing/SurefireDumps.java
//FILES manage.source/tasks/lib/testing/SurefirePattern.java=../../testing/SurefirePattern.java
//FILES manage.source/tasks/lib/testing/TestCommand.java=../../testing/TestCommand.java
//FILES manage.source/tasks/lib/testing/TestDatabase.java=../../testing/TestDatabase.java
//FILES manage.source/tasks/lib/testing/TestDatabases.java=../../testing/TestDatabases.java
//FILES manage.source/tasks/lib/testing/TestHistory.java=../../testing/TestHistory.java
//FILES manage.source/tasks/lib/testing/TestOptions.java=../../testing/TestOptions.java
//FILES manage.source/tasks/lib/testing/TestPlan.java=../../testing/TestPlan.java
//FILES manage.source/tasks/lib/testing/TestPrinter.java=../../testing/TestPrinter.java
//FILES manage.source/tasks/lib/testing/TestProgram.java=../../testing/TestProgram.java
//FILES manage.source/tasks/lib/testing/TestProgress.java=../../testing/TestProgress.java
//FILES manage.source/tasks/lib/testing/TestProject.java=../../testing/TestProject.java
//FILES manage.source/tasks/lib/testing/TestReports.java=../../testing/TestReports.java
//FILES manage.source/tasks/lib/testing/TestResults.java=../../testing/TestResults.java
//FILES manage.source/tasks/lib/testing/TestRun.java=../../testing/TestRun.java
//FILES manage.source/tasks/lib/testing/TestSelection.java=../../testing/TestSelection.java
//FILES manage.source/tasks/lib/testing/TestSourceReader.java=../../testing/TestSourceReader.java
//FILES manage.source/tasks/lib/testing/TestSources.java=../../testing/TestSources.java
//FILES manage.source/tasks/lib/testing/TestWindows.java=../../testing/TestWindows.java
//FILES manage.source/tasks/lib/testing/TypedKeys.java=../../testing/TypedKeys.java
//FILES manage.source/tasks/lib/testing/WatchLoop.java=../../testing/WatchLoop.java
//FILES manage.source/tasks/lib/testing/XmlReports.java=../../testing/XmlReports.java
//FILES manage.source/tasks/lib/watch/BackgroundWork.java=../../watch/BackgroundWork.java
//FILES manage.source/tasks/lib/watch/ClassShape.java=../../watch/ClassShape.java
//FILES manage.source/tasks/lib/watch/Compilation.java=../../watch/Compilation.java
//FILES manage.source/tasks/lib/watch/CompiledSources.java=../../watch/CompiledSources.java
//FILES manage.source/tasks/lib/watch/CompilerOutput.java=../../watch/CompilerOutput.java
//FILES manage.source/tasks/lib/watch/DirectoryNotifications.java=../../watch/DirectoryNotifications.java
//FILES manage.source/tasks/lib/watch/FileChanges.java=../../watch/FileChanges.java
//FILES manage.source/tasks/lib/watch/MavenNeededException.java=../../watch/MavenNeededException.java
//FILES manage.source/tasks/lib/watch/Processing.java=../../watch/Processing.java
//FILES manage.source/tasks/lib/watch/RecordedBuild.java=../../watch/RecordedBuild.java
//FILES manage.source/tasks/lib/watch/RecordedGoal.java=../../watch/RecordedGoal.java
//FILES manage.source/tasks/lib/watch/RecordedModule.java=../../watch/RecordedModule.java
//FILES manage.source/tasks/lib/watch/RepeatedBuild.java=../../watch/RepeatedBuild.java
//FILES manage.source/tasks/lib/watch/ResourceDirectory.java=../../watch/ResourceDirectory.java
//FILES manage.source/tasks/lib/watch/SpareJvm.java=../../watch/SpareJvm.java
//FILES manage.source/tasks/lib/watch/TestJvm.java=../../watch/TestJvm.java
//FILES manage.source/tasks/lib/watch/WarmCompiler.java=../../watch/WarmCompiler.java
//FILES manage.source/tasks/migrate.java=../../../migrate.java
//FILES manage.source/tasks/mvn.java=../../../mvn.java
//FILES manage.source/tasks/postgres.java=../../../postgres.java
//FILES manage.source/tasks/rollout.java=../../../rollout.java
//FILES manage.source/tasks/run.java=../../../run.java
//FILES manage.source/tasks/scenario.java=../../../scenario.java
//FILES manage.source/tasks/schema.java=../../../schema.java
//FILES manage.source/tasks/shell.java=../../../shell.java
//FILES manage.source/tasks/sql.java=../../../sql.java
//FILES manage.source/tasks/task.java=../../../task.java
//FILES manage.source/tasks/test.java=../../../test.java

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * manage.java as jbang-catalog.json has it, for {@code jbang manage@<owner>/<repo>}: there JBang fetches what a script
 * names, and no directory. So all files of this version come along in the jar, and run from a directory of the user's
 * cache.
 */
public class remote {

    private static final String PREFIX = "manage.source/";
    private static final String LIST = "tasks/lib/adoption/remote/remote.java";

    public static void main(String... args) throws Exception {
        Path source = unpacked();
        // by this the scripts know each other, as jbang.java says how it was started
        System.setProperty("MANAGE_JBANG", source.resolve("jbang.java").toString());
        List<String> argv =
                new ArrayList<>(List.of("run", source.resolve("manage.java").toString()));
        argv.addAll(Arrays.asList(args));
        jbang.main(argv.toArray(String[]::new));
    }

    /** The files in a directory of the user's cache, one for each version of them. */
    private static Path unpacked() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : names()) files.put(name, bytes(name));
        Path directory = cache().resolve("scripts-" + version(files));
        if (Files.exists(directory)) return directory;
        Files.createDirectories(directory.getParent());
        Path work = Files.createTempDirectory(directory.getParent(), "scripts");
        for (var file : files.entrySet()) {
            Files.createDirectories(work.resolve(file.getKey()).getParent());
            Files.write(work.resolve(file.getKey()), file.getValue());
        }
        if (!Files.exists(directory)) Files.move(work, directory, StandardCopyOption.ATOMIC_MOVE);
        return directory;
    }

    private static Path cache() {
        String home = System.getenv("XDG_CACHE_HOME");
        return (home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home))
                .resolve("manage.java");
    }

    private static List<String> names() throws IOException {
        return new String(bytes(LIST), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("//FILES "))
                .map(line -> line.substring("//FILES ".length() + PREFIX.length(), line.indexOf('=')))
                .toList();
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = remote.class.getResourceAsStream("/" + PREFIX + name)) {
            if (in == null) throw new IOException(name + " is not in the jar");
            return in.readAllBytes();
        }
    }

    /** Changes whenever a file does. */
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
}
