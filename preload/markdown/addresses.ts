/**
 * Bare addresses in Chinese, for micromark. GFM reads an address up to the next space, which Chinese does not have: it would take the
 * rest of the sentence, and what is bold or linked in it would not be read.
 */
import type { gfm } from 'micromark-extension-gfm'

type Syntax = ReturnType<typeof gfm>
type Construct = Exclude<NonNullable<Syntax['text']>[string], undefined | readonly unknown[]>
type Tokenize = Construct['tokenize']
type State = ReturnType<Tokenize>
type Tries = Parameters<Tokenize>[0]['attempt']
type Code = Parameters<State>[0]

const bare = new Set(['protocolAutolink', 'wwwAutolink', 'emailAutolink'])

const foreign = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef“”‘’…—]/u
/** Han beyond the 65,536 first characters comes as two codes, of which the first says so. */
const isForeign = (code: Code): boolean => code !== null && code > 127 && ((code >= 0xd840 && code <= 0xd88d) || foreign.test(String.fromCharCode(code)))

/**
 * A construct for which the text ends before the first character that no address has. Its own states are told of the end; the
 * runtime's, which it calls and returns, go on with the text as it is.
 */
function ending(construct: Construct): Construct {
  const tokenize: Tokenize = function (effects, ok, nok) {
    const done = new WeakSet<State>()
    let met: Code = null
    const own = (state: State): State => {
      if (done.has(state)) return state
      const ended: State = (code) => {
        met = code
        const next = state(isForeign(code) ? null : code)
        return next && own(next)
      }
      done.add(ended)
      return ended
    }
    const runtime =
      (state: State): State =>
      () => {
        const next = state(met)
        if (next) done.add(next)
        return next
      }
    const tried =
      (tries: Tries): Tries =>
      (part, then, otherwise) =>
        runtime(tries(Array.isArray(part) || !('tokenize' in part) ? part : ending(part as Construct), own(then), otherwise && own(otherwise)))
    const parts = { ...effects, attempt: tried(effects.attempt), check: tried(effects.check) }
    return own(construct.tokenize.call(this, parts, runtime(ok), runtime(nok)))
  }
  return { ...construct, tokenize }
}

function withEnd(construct: Construct): Construct {
  return construct.name !== undefined && bare.has(construct.name) ? ending(construct) : construct
}

/** The same syntax with addresses that end where Chinese goes on. */
export function withBareAddresses(syntax: Syntax): Syntax {
  const entries = Object.entries(syntax.text ?? {}).map(([code, one]) => [
    code,
    Array.isArray(one) ? one.map((each: Construct) => withEnd(each)) : one && withEnd(one as Construct),
  ])
  return { ...syntax, text: Object.fromEntries(entries) }
}
