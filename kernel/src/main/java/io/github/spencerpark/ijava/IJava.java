package io.github.spencerpark.ijava;

import org.prompt2model.kernel.jshell.CellSettings;
import org.prompt2model.kernel.magics.MagicRunner;
import org.prompt2model.kernel.magics.Startup;

/** Where notebooks written for IJava find their kernel. */
public final class IJava {
    /** Environment variable: options of the compiler. */
    public static final String COMPILER_OPTS_KEY = CellSettings.COMPILER_OPTIONS;
    /** Environment variable: how long a statement may run. */
    public static final String TIMEOUT_DURATION_KEY = CellSettings.TIMEOUT;
    /** Environment variable: jars and folders for the class path of cells, simple globs among them. */
    public static final String CLASSPATH_KEY = Startup.CLASSPATH;
    /** Environment variable: scripts to run before the first cell. */
    public static final String STARTUP_SCRIPTS_KEY = Startup.SCRIPTS;
    /** Environment variable: source to run before the first cell. */
    public static final String STARTUP_SCRIPT_KEY = Startup.SCRIPT;

    private static MagicRunner magics;
    private static JavaKernel kernel;

    private IJava() {}

    /** The kernel of this JVM; null outside one, as in IJava. */
    public static synchronized JavaKernel getKernelInstance() {
        if (kernel == null && magics != null) {
            kernel = new JavaKernel(magics);
        }
        return kernel;
    }

    /** Makes the kernel that runs cells with these the one of this JVM; null where there is none any more. */
    public static synchronized void setKernel(MagicRunner running) {
        magics = running;
        // Made when it is asked for: the base kernel's classes take a fifth of a second to load.
        kernel = null;
    }
}
