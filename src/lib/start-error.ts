/**
 * A reason not to start that the operator can act on. Its message is one plain sentence; whoever started the program
 * prints just that, without a stack, and exits with 1.
 */
export class StartError extends Error {
  override name = 'StartError'
}
