/** The command was asked for something that cannot be; the message says what to ask for instead. */
export class BadInput extends Error {
  override readonly name = "BadInput";
}
