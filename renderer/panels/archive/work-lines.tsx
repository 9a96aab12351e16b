/** A work's lines, to be read: never changed. Words that were looked for are marked. */
import type { ReactNode } from 'react'
import type { WorkLine } from '#preload/contract/works.ts'
import { compile, wordsSought } from '#preload/document/sought.ts'

/** What finds the words of a query in a line; null where there are none. */
export function expressionOf(query: string): RegExp | null {
  const sources = wordsSought(query)
    .sort((a, b) => b.length - a.length)
    .flatMap((text) => {
      const compiled = compile({ text, matchCase: false, wholeWord: false, isPattern: false })
      return compiled.kind === 'ready' ? [`(?:${compiled.pattern.source})`] : []
    })
  return sources.length === 0 ? null : new RegExp(sources.join('|'), 'g')
}

export function WorkLines({ lines, query, line: current }: { lines: readonly WorkLine[]; query: string; line: number | null }) {
  const expression = expressionOf(query)
  return (
    <div className="work-text">
      {lines.map((line, at) => (
        <Line key={at} at={at} line={line} isCurrent={at === current} expression={expression} />
      ))}
    </div>
  )
}

function Line({ line, at, isCurrent, expression }: { line: WorkLine; at: number; isCurrent: boolean; expression: RegExp | null }) {
  const text = markedText(line.text, expression)
  const given = { 'data-line': at, 'data-current': isCurrent || undefined, className: `work-${line.kind}` }
  switch (line.kind) {
    case 'divider':
      return <hr {...given} />
    case 'heading':
      return (
        <p {...given} role="heading" aria-level={Math.min(6, (line.level ?? 1) + 1)} data-level={line.level}>
          {text}
        </p>
      )
    case 'code':
    case 'formula':
      return <pre {...given}>{text}</pre>
    case 'quote':
      return <blockquote {...given}>{text}</blockquote>
    case 'item':
      return (
        <p {...given} style={{ paddingInlineStart: `${1.6 + (line.depth ?? 0) * 1.4}em` }}>
          <span aria-hidden="true">{line.mark?.startsWith('-') ? '•' : line.mark}</span>
          {text}
        </p>
      )
    default:
      return <p {...given}>{text}</p>
  }
}

function markedText(text: string, expression: RegExp | null): ReactNode {
  if (!expression) return text
  const parts: ReactNode[] = []
  let at = 0
  for (const { 0: found, index } of text.matchAll(expression)) {
    parts.push(text.slice(at, index), <mark key={index}>{found}</mark>)
    at = index + found.length
  }
  return [...parts, text.slice(at)]
}
