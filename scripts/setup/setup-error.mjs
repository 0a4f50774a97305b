/** A reason that whoever runs the set-up can act on: its message is printed without a stack. */
export class SetupError extends Error {}
