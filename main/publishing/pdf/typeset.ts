/** Typst at work, in a process of its own (`typesetter.ts`): a source and its pictures in, a PDF out. Nothing is read from the disk but fonts, nothing from a network. */
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { giveBack } from '../desk/given-back.ts'
import { typstString } from '../formulas/typst-math.ts'
import { attempted, compiled } from './compiled.ts'
import { settled } from './settled.ts'

/** A file that the source names, by its way. */
export type TypstFiles = ReadonlyMap<string, Uint8Array>

/** A folder that is not there: a source can name no file of the disk. */
const NOWHERE = join(tmpdir(), 'moke-typeset-nowhere')

const here = createRequire(import.meta.url)

/** Serif for reading; sans for headings and for rare characters, which the serif has not; emoji. No others: those of a computer would make another book of the same course. */
const FONT_FILES = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  'node-source-han-sans-sc/SourceHanSansSC-Regular.otf',
  'node-source-han-sans-sc/SourceHanSansSC-Bold.otf',
  // For covers.
  '@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf',
  '@expo-google-fonts/noto-serif-sc/900Black/NotoSerifSC_900Black.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf',
]

/** Fonts are read once: they are tens of megabytes. */
let known: NodeCompiler | undefined

/** The PDF of a source. Throws TypesetError. */
export function typeset(source: string, files: TypstFiles): Uint8Array {
  // A moment that is always the same, so that the same book is the same bytes.
  return typesetAs(source, files, (compiler, document) => settled(compiler.pdf(document, { creationTimestamp: 0 })))
}

/** Pages as a drawing, one below the other, how many they are, and what the source has noted as metadata named `measured`. */
export interface Drawing {
  readonly svg: string
  readonly count: number
  readonly measured: unknown
}

/** The drawing of a source. Throws TypesetError. */
export function drawn(source: string, files: TypstFiles = new Map()): Drawing {
  return typesetAs(source, files, (compiler, document) => {
    const noted: unknown = compiler.query(document, { selector: '<measured>', field: 'value' })
    return { svg: compiler.plainSvg(document), count: document.numOfPages, measured: Array.isArray(noted) ? noted[0] : null }
  })
}

function typesetAs<Made>(source: string, files: TypstFiles, as: (compiler: NodeCompiler, document: NodeTypstDocument) => Made): Made {
  const compiler = loaded()
  try {
    shadow(compiler, files)
    const document = compiled(compiler, source)
    // What it remembers of the way there is as large as the pages.
    compiler.evictCache(0)
    return as(compiler, document)
  } finally {
    compiler.resetShadow()
    compiler.evictCache(0)
  }
}

/** Pictures that are looked at together: all their pixels are held meanwhile. */
const TOGETHER = 8

/** The pictures that Typst can't draw, however whole their files look. */
export async function undrawable(files: TypstFiles): Promise<string[]> {
  const compiler = loaded()
  const failing = (paths: readonly string[]): string[] => {
    const source = paths.map((path) => `#image(${typstString(`/${path}`)}, width: 1pt)`).join('\n')
    if (paths.length === 0 || !attempted(compiler, source).hasError()) return []
    const half = paths.length >> 1
    return paths.length === 1 ? [...paths] : [...failing(paths.slice(0, half)), ...failing(paths.slice(half))]
  }
  const left = [...files]
  const found: string[] = []
  while (left.length > 0) {
    const some = left.splice(0, TOGETHER)
    try {
      shadow(compiler, new Map(some))
      found.push(...failing(some.map(([path]) => path)))
    } finally {
      compiler.resetShadow()
      compiler.evictCache(0)
      // What was set holds its pixels for as long as nobody collects it.
      await giveBack()
    }
  }
  return found
}

/** No font has it: a character that will never be one. */
const NEVER = '\u{10fffd}'

/** Of these signs those that none of the families has: what is set of them is a box that stands for one that is nowhere. Emoji are drawn, and can't be told so. */
export function unseen(signs: readonly string[], fonts: readonly string[]): string[] {
  const compiler = loaded()
  const plainFonts = fonts.filter((name) => !name.includes('Emoji'))
  const glyphsOf = (some: readonly string[], families = plainFonts): ReadonlySet<string> => {
    const source = `#set page(width: 400pt, height: auto)\n#set text(font: (${families.map((name) => typstString(name)).join(', ')},), lang: "zh", fallback: false)\n#{ ${some.map((sign) => `box(${typstString(sign)})`).join('; ')} }`
    const { result } = attempted(compiler, source)
    // What Typst refuses to set is no sign of a font.
    return new Set(result === null ? [] : [...compiler.plainSvg(result).matchAll(/href="(#g[0-9A-F]+)"/g)].map(([, id = '']) => id))
  }
  // Which font's box it is depends on what was set before.
  const boxes = new Set(plainFonts.flatMap((name) => [...glyphsOf([NEVER], [name])]))
  const among = (some: readonly string[]): string[] => {
    if (some.length === 0 || [...glyphsOf(some)].every((id) => !boxes.has(id))) return []
    const half = some.length >> 1
    return some.length === 1 ? [...some] : [...among(some.slice(0, half)), ...among(some.slice(half))]
  }
  try {
    return among(signs)
  } finally {
    compiler.evictCache(0)
  }
}

function loaded(): NodeCompiler {
  known ??= NodeCompiler.create({ workspace: NOWHERE, fontArgs: FONT_FILES.map((file) => ({ fontPaths: [here.resolve(file)] })) })
  return known
}

function shadow(compiler: NodeCompiler, files: TypstFiles): void {
  for (const [path, bytes] of files) compiler.mapShadow(join(NOWHERE, path), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
