/** Numbers that can tell by themselves whether they are what they look like. */

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const idChecks = '10X98765432'
/** The first two digits: provinces, Taiwan, Hong Kong, Macao, foreigners with a right of residence. */
const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-2])/

/** Whether eighteen characters are the number of a mainland identity card: a province, a day that there was, the check digit (GB 11643). */
export function isIdCard(number: string): boolean {
  const [year, month, day] = [Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14))]
  const date = new Date(Date.UTC(year, month - 1, day))
  const isDay = year >= 1880 && year <= 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  const sum = idWeights.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
  return number.length === 18 && provinces.test(number) && isDay && idChecks[sum % 11] === number[17]?.toUpperCase()
}

/** Whether the last digit is the one that Luhn's rule asks for (ISO/IEC 7812), and not all digits are the same. */
export function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, sign, at) => {
    const digit = Number(sign) * (at % 2 === 1 ? 2 : 1)
    return total + (digit > 9 ? digit - 9 : digit)
  }, 0)
  return sum % 10 === 0 && !/^(\d)\1+$/.test(number)
}
