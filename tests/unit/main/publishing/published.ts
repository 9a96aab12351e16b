/** A course of one lesson or several, and what a target makes of it. */
import type { PublishedCourse, PublishedImage } from '#main/publishing/desk/course.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import type { Finding } from '#main/publishing/desk/finding.ts'
import type { MadeFile, Materials, Paste, Target } from '#main/publishing/desk/target.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { png } from '../images/pictures.ts'

export const imageId = 'a'.repeat(64) as ImageId
const picture: PublishedImage = { id: imageId, type: 'png', width: 4, height: 2, bytes: 100 }

export function docOf(markdown: string): Doc {
  return docFromMarkdown(markdown, { image: () => imageId, link: (address: string) => address } as never).doc
}

export function courseOf(lessons: Readonly<Record<string, string | Doc>>, author = '老王'): PublishedCourse {
  const made = Object.entries(lessons).map(([title, text], index) => ({ id: `l${index + 1}`, title, doc: typeof text === 'string' ? docOf(text) : text }))
  return { title: '家常菜', author, chapters: [{ title: '鱼', lessons: made }] }
}

export function materials(hasImages = true): Materials {
  return { image: () => (hasImages ? picture : null), imageBytes: () => Promise.resolve(png(4, 2)) }
}

/** A lesson with a picture whose caption has a formula, bold words and a footnote of two sources. */
export const captioned = [
  {
    type: 'image',
    id: 'i',
    image: imageId,
    alt: '鳃',
    children: [
      { text: '当 ' },
      { type: 'formula', tex: 'x^2', children: [{ text: '' }] },
      { text: '时', bold: true },
      { type: 'note-mark', note: 'n', children: [{ text: '' }] },
    ],
  },
  {
    type: 'note',
    id: 'n',
    children: [
      { text: '见' },
      { text: '甲书', link: 'https://a.cn/1' },
      { text: '与' },
      { text: '乙书', link: 'https://b.cn/2' },
      { text: '，及 ' },
      { type: 'formula', tex: 'y^2', children: [{ text: '' }] },
    ],
  },
] as unknown as Doc

/** What a page to copy from holds; it says how its letters are written, for browsers open it from a disk. */
export function copiedFrom(page: string): string {
  const found =
    /^<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>[^<]*<\/title>(?:<meta name="AIGC" content="[^"]*">)?<\/head><body>(.*)<\/body><\/html>\n$/s.exec(
      page,
    )
  if (found === null) throw new Error(`no page to copy from: ${page}`)
  return found[1] ?? ''
}

export interface MadeCourse {
  readonly files: readonly MadeFile[]
  readonly findings: readonly Finding[]
  readonly kinds: readonly string[]
  /** The text of the first file whose way ends so. */
  text(end: string): string
}

export async function made<Options>(target: Target<Options>, course: PublishedCourse, options: Partial<Options> = {}, hasImages = true): Promise<MadeCourse> {
  const units = await Promise.all(
    target.units(course, { ...target.defaults, ...options }, materials(hasImages)).map((unit) => unit.make(new AbortController().signal)),
  )
  const [files, findings] = [units.flatMap((unit) => unit.files), units.flatMap((unit) => unit.findings)]
  return {
    files,
    findings,
    kinds: findings.map(({ level, kind }) => `${level} ${kind}`),
    text: (end) => files.flatMap((file) => (file.path.endsWith(end) && 'text' in file ? [file.text] : []))[0] ?? '',
  }
}

/** What is copied of the first lesson. */
export async function copied<Options>(target: Target<Options>, course: PublishedCourse, options: Partial<Options> = {}): Promise<Paste> {
  return target.paste!(course, lessonsOf(course)[0]!, { ...target.defaults, ...options }, materials())
}
