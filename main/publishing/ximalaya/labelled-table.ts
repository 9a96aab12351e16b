/** The label of what a model wrote in a workbook: nobody has named a place for it, and this is the one that it has in Word documents, which are packed alike (ISO/IEC 29500-2). */
import { strFromU8, strToU8, unzipSync } from 'fflate'
import { fixedZip } from '../desk/fixed-zip.ts'
import { escapedXml } from '../formulas/xml.ts'

const [TYPES, RELATIONS, PROPERTIES] = ['[Content_Types].xml', '_rels/.rels', 'docProps/custom.xml']
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
/** Of properties that users name, and the first number that one of them can have. */
const [USERS, FIRST] = ['{D5CDD505-2E9C-101B-9397-08002B2CF9AE}', 2]

/** The same bytes of the same workbook, whoever packed it. */
export function labelledTable(workbook: Uint8Array, label: string | null): Uint8Array {
  const parts = unzipSync(workbook)
  if (label === null) return fixedZip(parts)
  return fixedZip({
    ...parts,
    [TYPES]: withinLast(
      parts[TYPES],
      '</Types>',
      `<Override PartName="/${PROPERTIES}" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>`,
    ),
    [RELATIONS]: withinLast(
      parts[RELATIONS],
      '</Relationships>',
      `<Relationship Id="rId-custom-1" Type="${OFFICE}/relationships/custom-properties" Target="${PROPERTIES}"/>`,
    ),
    [PROPERTIES]: strToU8(
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="${OFFICE}/custom-properties" xmlns:vt="${OFFICE}/docPropsVTypes"><property fmtid="${USERS}" pid="${FIRST}" name="AIGC"><vt:lpwstr>${escapedXml(label)}</vt:lpwstr></property></Properties>`,
    ),
  })
}

/** A part with an element more at the end of its outermost one. */
function withinLast(part: Uint8Array | undefined, end: string, element: string): Uint8Array {
  const text = part === undefined ? '' : strFromU8(part)
  const at = text.lastIndexOf(end)
  if (at === -1) throw new RangeError(`a workbook has ${end}, by which programs find its parts`)
  return strToU8(text.slice(0, at) + element + text.slice(at))
}
