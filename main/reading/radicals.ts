/**
 * Characters that a PDF calls radicals. Fonts draw 行 and ⾏ alike, and what makes the table from the drawing to the character takes
 * the first one it meets; Chromium's and macOS's PDFs are full of them.
 */

/** Radicals of the supplement with the characters that they are: https://www.unicode.org/Public/UCD/latest/ucd/EquivalentUnifiedIdeograph.txt */
const pairs = [
  ...'⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀',
].concat([
  ...'⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟',
])
const supplement = new Map(Array.from({ length: pairs.length / 2 }, (_, at) => [pairs[2 * at] ?? '', pairs[2 * at + 1] ?? '']))

/** Radicals whose own character is an older form than the one that simplified Chinese writes. */
const simplified: ReadonlyMap<string, string> = new Map([
  ['⼾', '户'],
  ['⾭', '青'],
  ['⿈', '黄'],
])

/** What reads radicals of a text as characters; `sample` of it tells in which writing it is. */
export function characterReader(sample: string): (text: string) => string {
  const isTraditional = count(sample, /[這們說時來對為國過個會學]/g) > count(sample, /[这们说时来对为国过个会学]/g)
  const read = (sign: string) => (isTraditional ? undefined : simplified.get(sign)) ?? supplement.get(sign) ?? sign.normalize('NFKC')
  // A dash and a bar are drawn alike too; nobody writes bars. Of a pair of surrogates some programs write only one.
  return (text) =>
    text
      .replace(/[\u2e80-\u2fdf]/g, read)
      .replaceAll('\u2015', '—')
      .replace(/\p{Surrogate}/gu, '')
}

function count(text: string, signs: RegExp): number {
  return text.match(signs)?.length ?? 0
}
