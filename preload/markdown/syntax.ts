/**
 * What authors write beyond CommonMark and GFM, for micromark: `==highlights==`, and formulas between dollar signs as
 * Pandoc and GitHub read them. Prices stay prices: `$5 和 $10` has a space before its second sign.
 */
import type { Extension as FromMarkdown } from 'mdast-util-from-markdown'
import { math } from 'micromark-extension-math'
import { canClose, canOpen } from './flanking.ts'
import './nodes.ts'

type Syntax = ReturnType<typeof math>
type Constructs = NonNullable<Syntax['text']>[string]
type Construct = Exclude<Constructs, undefined | readonly unknown[]>
type Tokenize = Construct['tokenize']
type State = ReturnType<Tokenize>
type Code = Parameters<State>[0]

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    highlightSequence: 'highlightSequence'
  }
}

const [dollar, equals, backslash] = [36, 61, 92]

const isLineEnding = (code: Code): boolean => code !== null && code < -2
const isSpace = (code: Code): boolean => code === null || code < 0 || code === 32
const isDigit = (code: Code): boolean => code !== null && code >= 48 && code <= 57

/** Two equals signs, no more and no less. */
const tokenizeHighlight: Tokenize = function (effects, ok, nok) {
  const { previous } = this
  let size = 0
  const more = (code: Code): State | undefined => {
    if (code === equals && size < 2) {
      effects.consume(code)
      size += 1
      return more
    }
    if (size < 2 || code === equals) return nok(code)
    effects.exit('highlightSequence')
    return ok(code)
  }
  return (code) => {
    if (previous === equals) return nok(code)
    effects.enter('highlightSequence')
    return more(code)
  }
}

/** A formula: as many signs at its end as at its beginning. */
const tokenizeFormula: Tokenize = function (effects, ok, nok) {
  let [opening, closing] = [0, 0]
  let last: Code = null
  const open = (code: Code): State | undefined => {
    if (code === dollar) {
      effects.consume(code)
      opening += 1
      return open
    }
    if (opening === 1 && isSpace(code)) return nok(code)
    effects.exit('mathTextSequence')
    return between(code)
  }
  const between = (code: Code): State | undefined => {
    if (code === null) return nok(code)
    if (isLineEnding(code)) {
      effects.enter('lineEnding')
      effects.consume(code)
      effects.exit('lineEnding')
      last = code
      return between
    }
    if (code === dollar) {
      effects.enter('mathTextSequence')
      closing = 0
      return close(code)
    }
    effects.enter('mathTextData')
    return data(code)
  }
  const data = (code: Code): State | undefined => {
    if (code === null || code === dollar || isLineEnding(code)) {
      effects.exit('mathTextData')
      return between(code)
    }
    effects.consume(code)
    last = code
    return code === backslash && opening === 1 ? escaped : data
  }
  const escaped = (code: Code): State | undefined => {
    if (code === null || isLineEnding(code)) return data(code)
    effects.consume(code)
    last = code
    return data
  }
  const close = (code: Code): State | undefined => {
    if (code === dollar) {
      effects.consume(code)
      closing += 1
      return close
    }
    const token = effects.exit('mathTextSequence')
    if (closing === opening) {
      if (opening === 1 && (isSpace(last) || isDigit(code))) return nok(code)
      effects.exit('mathText')
      return ok(code)
    }
    if (opening === 1) return nok(code)
    token.type = 'mathTextData'
    last = dollar
    return between(code)
  }
  return (code) => {
    effects.enter('mathText')
    effects.enter('mathTextSequence')
    return open(code)
  }
}

/** Not amidst a longer row of signs. */
const isFirstDollar: NonNullable<Construct['previous']> = function (code) {
  return code !== dollar || this.events.at(-1)?.[1].type === 'characterEscape'
}

/** The syntax, beside what micromark knows. */
export const studioSyntax: Syntax = {
  flow: math().flow,
  text: {
    [dollar]: { name: 'mathText', tokenize: tokenizeFormula, previous: isFirstDollar },
    [equals]: { name: 'highlight', tokenize: tokenizeHighlight },
  },
}

/** `==` as a node of its own; `source` is the whole text, to see what stands beside it. */
export function highlightFromMarkdown(source: string): FromMarkdown {
  return {
    enter: {
      highlightSequence(token) {
        const before = source.slice(Math.max(0, token.start.offset - 2), token.start.offset)
        const after = source.slice(token.end.offset, token.end.offset + 2)
        this.enter({ type: 'highlightSequence', value: '==', canOpen: canOpen(before, after), canClose: canClose(before, after) }, token)
      },
    },
    exit: {
      highlightSequence(token) {
        this.exit(token)
      },
    },
  }
}
