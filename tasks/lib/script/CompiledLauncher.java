//JAVA 17+

package lib.script;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import lib.base.FileTree;
import lib.base.Hashing;
import lib.environment.Project;

/**
 * jbang.java as a jar, made once for all checkouts. Java compiles a source file at each start, which takes longer than
 * what the launcher does.
 */
class CompiledLauncher {

    private static final List<String> OPTIONS =
            List.of("-nowarn", "-encoding", "UTF-8", "-source", "17", "-target", "17", "-d");

    private CompiledLauncher() {}

    /** The jar of a source file, made now where there is none; the file itself where none can be made. */
    static Path of(Path source) {
        try {
            Path jar = Project.cache().resolve("launcher-" + Hashing.sha256(Files.readAllBytes(source), 8) + ".jar");
            if (!Files.exists(jar)) compile(source, jar);
            return Files.exists(jar) ? jar : source;
        } catch (IOException e) {
            return source;
        }
    }

    private static void compile(Path source, Path jar) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) return;
        Files.createDirectories(jar.getParent());
        Path work = Files.createTempDirectory(jar.getParent(), "launcher");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    Stream.concat(OPTIONS.stream(), Stream.of(work.toString())).toList();
            var messages = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) return;
            Path packed = work.resolve("launcher.jar");
            pack(work, source.getFileName().toString().replaceFirst("\\.java$", ""), packed);
            Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            FileTree.delete(work);
        }
    }

    private static void pack(Path classes, String main, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main);
        List<Path> files;
        try (Stream<Path> found = Files.list(classes)) {
            files = found.sorted().toList();
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, out);
            }
        }
    }
}
