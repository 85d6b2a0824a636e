/**
 * Coordinates of libraries to jars on this machine, by Maven Resolver. In: coordinates, or a POM. Out:
 * {@link org.prompt2model.kernel.maven.Resolution}s, which say what is new and what the kernel has already. {@code
 * magics} puts the jars on the class path.
 */
package org.prompt2model.kernel.maven;
