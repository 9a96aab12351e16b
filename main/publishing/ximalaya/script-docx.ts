/** The script as a Word document: large and wide, so that a narrator reads it from a table, and can write in it. */
import { AlignmentType, Document, HeadingLevel, type IStylesOptions, Paragraph, TextRun } from 'docx'
import type { BookLabel } from '../aigc/book-label.ts'
import { settled } from '../docx/settled.ts'
import { sayableInXml } from '../formulas/xml.ts'
import { namedTitle } from '../prose/shown-title.ts'
import type { Script, ScriptLine } from '../speech/script.ts'
import { MARKED_MS, narrated, spokenLength } from './script-text.ts'

const sans = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '微软雅黑', cs: 'Arial' }
const QUIET = '6B6F76'

const styles: IStylesOptions = {
  default: {
    document: {
      run: { font: sans, size: 30, language: { value: 'en-US', eastAsia: 'zh-CN' } },
      paragraph: { spacing: { after: 240, line: 480, lineRule: 'auto' as const } },
    },
    heading1: { run: { font: sans, size: 40, bold: true }, paragraph: { spacing: { after: 80 } } },
  },
  paragraphStyles: [
    { id: 'Length', name: 'Length', basedOn: 'Normal', run: { size: 22, color: QUIET } },
    { id: 'Hint', name: 'Hint', basedOn: 'Normal', run: { color: QUIET } },
    { id: 'Pause', name: 'Pause', basedOn: 'Normal', run: { size: 22, color: QUIET }, paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 160 } } },
  ],
}

export async function scriptDocx(title: string, author: string, { lines }: Script, length: number, label: BookLabel): Promise<Uint8Array> {
  const document = new Document({
    title: sayableInXml(title),
    creator: sayableInXml(author),
    lastModifiedBy: sayableInXml(author),
    styles,
    ...(label.json === null ? {} : { customProperties: [{ name: 'AIGC', value: label.json }] }),
    sections: [
      {
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(namedTitle(title))] }),
          new Paragraph({ style: 'Length', children: [new TextRun(`节目时长约 ${spokenLength(length)}（含停顿）`)] }),
          ...lines.flatMap(paragraphs),
        ],
      },
    ],
  })
  return settled(document, null)
}

function paragraphs({ spoken, isHint, pause }: ScriptLine): Paragraph[] {
  const said = new Paragraph({ ...(isHint ? { style: 'Hint' } : {}), children: [new TextRun(sayableInXml(narrated(spoken).replaceAll('\n', ' ')))] })
  return pause >= MARKED_MS ? [said, new Paragraph({ style: 'Pause', children: [new TextRun('（停顿）')] })] : [said]
}
