/** How a Word document looks: Chinese fonts that every Windows and Mac has, room to read, and styles by which its reader can change all of it. */
import { AlignmentType, convertMillimetersToTwip, type IStylesOptions, LeaderType, TabStopType } from 'docx'
import { cellLooks, type CellLook } from './cell-looks.ts'

const body = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体', cs: 'Times New Roman' }
const heading = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '黑体', cs: 'Arial' }
export const codeFont = { ascii: 'Consolas', hAnsi: 'Consolas', eastAsia: '等线', cs: 'Consolas' }

const INK = '1F2328'
export const QUIET = '6B6F76'
const LINE = 'D8D2C4'
export const RED = 'B5392B'
const [PAPER, GREY] = ['F7F4EC', 'F6F6F4']

/** Twips: how far code stands from the margin, and four of its signs, which a tab takes. */
const [CODE_LEFT, CODE_TAB] = [120, 396]
/** As wide as four spaces, for code may have both. */
export const codeTabs = Array.from({ length: 16 }, (_, at) => ({ type: TabStopType.LEFT, position: CODE_LEFT + CODE_TAB * (at + 1) }))

/** Room between a box’s words and its edge, in points: a border of its own colour, which is a point of it. Indents take it in, so that boxes are as wide as the text. */
const room = (color: string, points = 6) => ({ style: 'single' as const, size: 8, color, space: points - 1 })

/** The level is said for LibreOffice: without it headings are text to it. */
const headingStyle = (level: number, size: number, before: number) => ({
  run: { font: heading, size, bold: true, color: INK },
  paragraph: {
    alignment: AlignmentType.LEFT,
    spacing: { before, after: 160, line: 300, lineRule: 'auto' as const },
    keepNext: true,
    outlineLevel: level - 1,
  },
})

const paragraphStyle = (id: string, name: string, rest: object) => ({ id, name, basedOn: 'Normal', quickFormat: true, ...rest })

/** Levels for which the package has no style of its own. */
const deepHeading = (level: 7 | 8, color: string) => {
  const { run, paragraph } = headingStyle(level, 22, 240)
  return paragraphStyle(`Heading${level}`, `heading ${level}`, {
    next: 'Normal',
    run: { ...run, bold: level === 7, color },
    paragraph,
  })
}

/** Twips between the margins of an A4 page. */
const MEASURE = 9026

/** As programs set contents that they make anew, with numbers of pages: chapters, and lessons below them. */
const contentsStyle = (level: 1 | 2) =>
  paragraphStyle(`TOC${level}`, `toc ${level}`, {
    next: 'Normal',
    paragraph: {
      alignment: AlignmentType.LEFT,
      spacing: { after: 100 },
      indent: { left: (level - 1) * 440 },
      tabStops: [{ type: TabStopType.RIGHT, position: MEASURE, leader: LeaderType.DOT }],
    },
  })

const cellStyle = ({ style, size }: CellLook) =>
  paragraphStyle(style, style.replace(/(?=\d)/, ' '), {
    run: { size },
    paragraph: { spacing: { before: 40, after: 40, line: 300, lineRule: 'auto' as const } },
  })

export const styles: IStylesOptions = {
  default: {
    document: {
      run: { font: body, size: 22, color: INK, language: { value: 'en-US', eastAsia: 'zh-CN' } },
      // As Chinese is set: to both margins.
      paragraph: { alignment: AlignmentType.BOTH, spacing: { after: 160, line: 380, lineRule: 'auto' as const } },
    },
    title: { run: { font: heading, size: 56, bold: true }, paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 3600, after: 400 } } },
    heading1: headingStyle(1, 40, 480),
    heading2: headingStyle(2, 32, 420),
    heading3: headingStyle(3, 28, 320),
    heading4: headingStyle(4, 25, 280),
    heading5: headingStyle(5, 23, 240),
    heading6: headingStyle(6, 22, 240),
    footnoteText: { run: { size: 18 }, paragraph: { spacing: { after: 60, line: 280, lineRule: 'auto' as const } } },
    hyperlink: { run: { color: RED, underline: {} } },
  },
  paragraphStyles: [
    deepHeading(7, QUIET),
    deepHeading(8, INK),
    paragraphStyle('Author', 'Author', { run: { color: QUIET, size: 26 }, paragraph: { alignment: AlignmentType.CENTER } }),
    paragraphStyle('Quote', 'Quote', {
      run: { color: QUIET },
      paragraph: { indent: { left: 360 }, border: { left: { style: 'single', size: 18, color: LINE, space: 12 } } },
    }),
    paragraphStyle('Callout', 'Callout', {
      paragraph: {
        spacing: { after: 0, line: 360, lineRule: 'auto' as const },
        indent: { left: 245, right: 200 },
        shading: { type: 'clear', fill: PAPER },
        border: { left: { style: 'single', size: 18, color: RED, space: 10 }, right: room(PAPER, 10), top: room(PAPER), bottom: room(PAPER) },
      },
    }),
    paragraphStyle('Gap', 'Gap', { paragraph: { spacing: { before: 0, after: 0, line: 160, lineRule: 'exact' as const } } }),
    paragraphStyle('ContentsTitle', 'Contents Title', {
      run: { font: heading, size: 36, bold: true },
      paragraph: { alignment: AlignmentType.LEFT, spacing: { before: 240, after: 360 } },
    }),
    contentsStyle(1),
    contentsStyle(2),
    paragraphStyle('ListItem', 'List Item', { paragraph: { spacing: { after: 60 } } }),
    paragraphStyle('Code', 'Code', {
      run: { font: codeFont, size: 18 },
      paragraph: {
        alignment: AlignmentType.LEFT,
        spacing: { after: 0, line: 260, lineRule: 'auto' as const },
        shading: { type: 'clear', fill: GREY },
        indent: { left: CODE_LEFT, right: 120 },
        border: { top: room(GREY), bottom: room(GREY), left: room(GREY), right: room(GREY) },
      },
    }),
    paragraphStyle('Caption', 'Caption', { run: { size: 18, color: QUIET }, paragraph: { alignment: AlignmentType.CENTER } }),
    paragraphStyle('Formula', 'Formula', { paragraph: { alignment: AlignmentType.CENTER } }),
    paragraphStyle('Task', 'Task', { paragraph: { spacing: { after: 60 } } }),
    ...cellLooks.map(cellStyle),
  ],
}

/** A task's box stands where a bullet would. */
export function taskIndent(level: number) {
  return { left: convertMillimetersToTwip(8 * (level + 1)), hanging: convertMillimetersToTwip(6) }
}

export const tableLine = { style: 'single' as const, size: 4, color: LINE }
