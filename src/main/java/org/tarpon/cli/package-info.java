/**
 * The command line: arguments, what is printed, exit codes. The only package that prints or exits.
 *
 * <p>What does not belong: anything that a program using Tarpon as a library would need too.
 */
package org.tarpon.cli;
