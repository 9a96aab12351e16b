/** A text as models read and write it, drawn as the archive draws a work. Of phrasing alone: it may stand in a button. */
import { passageLines } from './passage.ts'
import './passage-text.css'

/** `given` stands before it in grey: what it goes on from. */
export function PassageText({ given = '', text }: { given?: string; text: string }) {
  return (
    <span className="voice-passage">
      {passageLines(given, text).map((line, at) => (
        <span key={at} data-kind={line.kind}>
          {line.given !== '' && <i>{line.given}</i>}
          {line.rest}
        </span>
      ))}
    </span>
  )
}
