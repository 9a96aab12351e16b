/** What is counted in Chinese, and what is a number that counts and no name. */

/** Before these two is 两. */
export const COUNTER =
  '(?:[个次位种条件本节课天周倍步点头边者份层篇句项套组台家块张只双页段人岁集期轮趟章把碗杯勺片根颗棵场部名类款封幅辆座行门支枝瓶盒箱袋斤分秒万亿千百元遍户届代番]|年(?!级)|小时|公斤|公里|公分|公升|季度)'
/** Words that only begin as what is counted does. */
const NO_COUNTERS = '本[科来身就]|代[表替码]|名[校牌为叫]|门槛|行[不吗为]|人[才们]|部[门分]|家[长里]|天天|位于|条件|层次|次数|个体|下[午单载次面]|来[电自]'
/** Behind a number that is one, and no name: what it counts, or how much more it is. */
export const COUNTED = `(?!${NO_COUNTERS})(?:[多余几来环下例月块折字克米度平毫厘微兆公倍]|${COUNTER})`
/** Nor is one a name that others follow behind a comma, or letters. */
export const NOT_COUNTED = String.raw`(?!\s*(?:${COUNTED}|[a-zA-Z%％]|[、，,]\s*\d))`
