/**
 * In: each start of the compiler, which asks whether somebody provides other words for its messages, by the names of
 * these classes. Out: nobody does, since they are no {@link java.util.spi.ResourceBundleProvider}; without them, the
 * JVM opens every jar of the class path to learn the same. Next: nothing; nobody calls them.
 */
package com.sun.tools.javac.resources.spi;
