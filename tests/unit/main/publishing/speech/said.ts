/** Texts as their scripts say them, with what their author is told. */
import { Findings } from '#main/publishing/desk/finding.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { type Script, scriptOf } from '#main/publishing/speech/script.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'

/** A sentence. */
export function read(text: string): { said: string; findings: string[] } {
  const findings = new Findings('l1')
  const doc: Doc = [{ id: 'b1', type: 'paragraph', children: [{ text }] }] as never
  const script = scriptOf(proseOf(doc), new Map(), findings)
  return {
    said: script.lines.flatMap(({ spoken }) => spoken.map((piece) => piece.said)).join(''),
    findings: findings.all.flatMap(({ kind, text: about }) => (kind === 'reading-unsure' ? [about ?? ''] : [])),
  }
}

export const imageId = 'a'.repeat(64) as ImageId

/** A lesson, as Markdown. */
export function readLesson(markdown: string, own = new Map<string, string>()): { script: Script; said: string[]; findings: string[]; levels: string[] } {
  const { doc } = docFromMarkdown(markdown, { image: () => imageId, link: (address: string) => address } as never)
  const findings = new Findings('l1')
  const script = scriptOf(proseOf(doc), own, findings)
  return {
    script,
    said: script.lines.map(({ spoken }) => spoken.map((piece) => piece.said).join('')),
    findings: findings.all.map(({ kind }) => kind),
    levels: findings.all.map(({ level }) => level),
  }
}
