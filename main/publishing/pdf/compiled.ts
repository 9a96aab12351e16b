/** A source compiled, or what Typst says against it. */
import type { NodeCompiler, NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { TypesetError } from './typeset-error.ts'

/** Those whose last source ended in the one way of two. */
const odd = new WeakSet<NodeCompiler>()

/**
 * A compiler reads of a source only what differs from the last one, and where the last differing characters are of unlike lengths and end in
 * the same byte, it takes that byte for common to both, and ends the process. So no source ends as the last did.
 */
export function attempted(compiler: NodeCompiler, source: string): ReturnType<NodeCompiler['compile']> {
  const isOdd = !odd.delete(compiler)
  if (isOdd) odd.add(compiler)
  return compiler.compile({ mainFileContent: `${source}\n// ${isOdd ? 1 : 2}` })
}

/** Throws TypesetError. */
export function compiled(compiler: NodeCompiler, source: string): NodeTypstDocument {
  const made = attempted(compiler, source)
  if (!made.hasError() && made.result !== null) return made.result
  const said = made.takeDiagnostics()
  throw new TypesetError(JSON.stringify(said === null ? 'nothing was said' : compiler.fetchDiagnostics(said)).slice(0, 2000))
}
