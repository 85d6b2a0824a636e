package com.sun.tools.javac.resources.spi;

/** Found, and found to provide nothing: see the package. */
final class compilerProvider {
    private compilerProvider() {}
}
