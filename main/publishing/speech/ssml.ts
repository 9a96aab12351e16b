/**
 * A script for a synthetic voice. Numbers and the like are in words already, so that every service says the same; what differs between them
 * is how silence and the sound of a word are written, and how much they take at once. By their documentation: W3C SSML 1.1; Tencent Cloud (product 1240/81278);
 * Volcengine (6561/104897), 150 characters a request; Baidu (AI_DH/rlyyduk53).
 */
import { escapedXml } from '../formulas/xml.ts'
import { saidLines, type Script, type ScriptLine } from './script.ts'

export type SsmlDialect = 'w3c' | 'tencent' | 'volcengine' | 'baidu'

interface Dialect {
  readonly open: string
  /** Whether it may say of itself what nobody hears. */
  readonly hasMeta: boolean
  readonly silence: (ms: number) => string
  /** Characters of a document; more are several. */
  readonly longest: number
  /** Whether a piece may say by itself what it is read as. */
  readonly hasAlias: boolean
  /** A word with its sound; null where the documentation names no way. */
  readonly phoneme: ((word: string, pinyin: string) => string) | null
}

const DIALECTS: Readonly<Record<SsmlDialect, Dialect>> = {
  w3c: {
    open: '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="zh-CN">',
    hasMeta: true,
    silence: (ms) => `<break time="${ms}ms"/>`,
    longest: Infinity,
    hasAlias: true,
    phoneme: (word, pinyin) => `<phoneme alphabet="x-pinyin" ph="${escapedXml(pinyin)}">${escapedXml(word)}</phoneme>`,
  },
  tencent: {
    open: '<speak>',
    hasMeta: false,
    silence: (ms) => `<break time="${Math.min(9000, Math.max(50, ms))}ms"/>`,
    longest: Infinity,
    hasAlias: false,
    phoneme: (word, pinyin) => `<phoneme alphabet="py" ph="${escapedXml(pinyin)}">${escapedXml(word)}</phoneme>`,
  },
  volcengine: { open: '<speak>', hasMeta: false, silence: (ms) => `<break time="${ms}ms"></break>`, longest: 150, hasAlias: false, phoneme: null },
  baidu: {
    open: '<speak>',
    hasMeta: false,
    silence: (ms) => `<silence time="${(Math.min(10_000, ms) / 1000).toFixed(1)}s"></silence>`,
    longest: Infinity,
    hasAlias: false,
    phoneme: (word, pinyin) => `<phoneme py="${escapedXml(pinyin)}">${escapedXml(word)}</phoneme>`,
  },
}

/** One document, or as many as the service takes at once. `label`: what programs are told of what a model wrote. */
export function ssml(script: Script, dialect: SsmlDialect, label: string | null = null): string[] {
  const { open: opening, hasMeta, silence, longest } = DIALECTS[dialect]
  const open = opening + (hasMeta && label !== null ? `<meta name="AIGC" content="${escapedXml(label)}"/>` : '')
  const documents: string[] = []
  let inner = ''
  let length = 0
  const end = (): void => {
    if (inner !== '') documents.push(`${open}${inner}</speak>`)
    inner = ''
    length = 0
  }
  for (const line of saidLines(script)) {
    for (const part of partsOf(line, DIALECTS[dialect])) {
      if (length + part.characters > longest) end()
      inner += part.xml
      length += part.characters
    }
    inner += silence(line.pause)
  }
  end()
  return documents
}

/** Whether a document of the dialect has a place for what programs are told. Where the documentation names none, not even comments, nothing is put in: a service may refuse it. */
export function carriesLabel(dialect: SsmlDialect): boolean {
  return DIALECTS[dialect].hasMeta
}

/** Words whose sound the author has told, and that a service can't be told: its documentation names no way. */
export function readingsDropped({ lines }: Script, dialect: SsmlDialect): string[] {
  if (DIALECTS[dialect].phoneme !== null) return []
  return [...new Set(lines.flatMap(({ spoken }) => spoken.flatMap(({ said, pinyin }) => (pinyin === undefined ? [] : [said]))))]
}

function partsOf({ spoken }: ScriptLine, { longest, hasAlias, phoneme }: Dialect): { xml: string; characters: number }[] {
  if (longest === Infinity) {
    const xml = spoken.map(({ written, said, pinyin }) => {
      if (pinyin !== undefined && phoneme !== null) return phoneme(said, pinyin)
      return hasAlias && written.trim() !== '' && said !== '' && written !== said
        ? `<sub alias="${escapedXml(said)}">${escapedXml(written)}</sub>`
        : escapedXml(said)
    })
    return [{ xml: xml.join(''), characters: 0 }]
  }
  const sentences =
    spoken
      .map(({ said }) => said)
      .join('')
      .match(/[^。！？!?；;，,]+[。！？!?；;，,]*|[。！？!?；;，,]+/g) ?? []
  return sentences.flatMap((sentence) => {
    const all = [...sentence]
    return Array.from({ length: Math.ceil(all.length / longest) }, (_, i) => all.slice(i * longest, (i + 1) * longest)).map((piece) => ({
      xml: escapedXml(piece.join('')),
      characters: piece.length,
    }))
  })
}
