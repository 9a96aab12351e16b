/**
 * Number plates of the mainland (GA 36): a province, a letter, and five signs or, of new-energy vehicles, six. I and O are none
 * of them.
 */

/** Not the end of a longer name: 北京A10000, 全新A10000. */
const begins = '(?<![北南东](?=京)|天(?=津)|江(?=苏)|[四银](?=川)|西(?=藏)|[全最更创](?=新))'
const province = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
/** At most two letters among the five; the last may say what it drives for. */
const signs = String.raw`(?=[A-Z]*\d)[A-HJ-NP-Z\d]{4}[A-HJ-NP-Z\d挂学警港澳]`
/** Small ones say their kind first, large ones last. */
const newEnergy = String.raw`[A-HJK][A-HJ-NP-Z\d]\d{4}|\d{5}[A-HJK]`

export const plates = new RegExp(String.raw`${begins}[${province}][A-HJ-NP-Z][ ·•・.-]?(?:${newEnergy}|${signs})(?![\dA-Za-z_]|[.-]\d)`, 'g')

const ofCars = /(?:车牌|牌照|号牌|车号|车辆|汽车|轿车|货车|客车|电动车|驾驶|驾车|车主|开着|停着)[^。！？\n]{0,16}$/
/** These begin other names as well: 新A10000 may be a new product, 云A10000 a server. */
const alsoWords = /^[云新贵青宁吉藏]/

/** Whether what has the form of a plate is one, by itself or by the words before it. */
export function isPlate(found: string, before: string): boolean {
  if (ofCars.test(before)) return true
  const letters = found.slice(2).replace(/[^A-Z]/g, '').length
  return letters <= 2 && !alsoWords.test(found)
}
