/** A vocabulary or a tokenizer file that cannot be used; the message is a sentence for the user. */
export class TokenizerError extends Error {
  override readonly name = 'TokenizerError'
  readonly expected = true
}
