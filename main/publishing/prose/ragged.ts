/** Lines that are not spread to both edges: before what can't be parted, such as a formula, code or an address, few characters would stand far apart. */
import { isRun } from '#preload/document/lines.ts'
import type { Content } from './prose.ts'

/** Letters and digits in a row that no line ends within, such as an address; of code fewer are as wide. */
const [ENDLESS, ENDLESS_CODE] = [/[!-~]{14}/, /[!-~]{8}/]
/** Signs of a formula that are as wide. */
const WIDE_FORMULA = 6

export function isRagged(content: Content): boolean {
  return content.some((each) => {
    if (isRun(each)) return (each.code === true ? ENDLESS_CODE : ENDLESS).test(each.text)
    return each.type === 'formula' && each.tex.replaceAll(/\\[a-z]+|[{}^_\s]/gi, '').length >= WIDE_FORMULA
  })
}
