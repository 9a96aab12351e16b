/** The source could not be typeset: a fault of ours, with what Typst says of it. */
export class TypesetError extends Error {
  override readonly name = 'TypesetError'
}
