import { expect, test } from 'vitest'
import { saidOf } from '#main/publishing/speech/readings.ts'

test.each([
  ['设 x-1=0', '设 x 减一等于零'],
  ['2x-1=3，y-2=0', '二x 减一等于三，y 减二等于零'],
  ['3x-2y=5', '三x 减二y等于五'],
  ['求 f(x-1) 和 T(n-1)', '求 f(x 减一) 和 T(n 减一)'],
  ['(x-1)(x+2)', '(x 减一)(x加二)'],
  ['x-1>0，x-1.5', 'x 减一大于零，x 减一点五'],
  ['自由度是 N-1，有 N-1个', '自由度是 N 减一，有 N 减一个'],
  ['概率是 p-1 还是 1-p', '概率是 p 减一 还是 一减 p'],
  ['5-x=2，a-b=c', '五减 x等于二，a 减 b等于c'],
  ['log(1-D(G(z)))', 'log(一减 D(G(z)))'],
  ['(N-1)/N，1/(K-1)', '(N 减一)/N，一/(K 减一)'],
  ['3/5-3/7=6/35', '五分之三减七分之三等于三十五分之六'],
])('what is taken away is heard: %s', (written, said) => {
  expect(saidOf(written)).toBe(said)
})

test.each([
  ['UTC-5', 'U T C减五'],
  ['GMT-3 和 UTC+8', 'G M T减三 和 U T C加八'],
  ['UTC+08:00', 'U T C加八'],
  ['GMT-5:30', 'G M T减五小时三十分'],
])('a time zone is so many hours from Greenwich: %s', (written, said) => {
  expect(saidOf(written)).toBe(said)
})

test.each([
  ['国产歼-20和东风-41', '国产歼二十和东风四十一'],
  ['运-20、图-160、苏-27', '运二十、图一六零、苏二十七'],
  ['长征-5 把神舟-13 送上天', '长征五 把神舟十三 送上天'],
  ['碳-14、铀-235、氧-18', '碳十四、铀二三五、氧十八'],
  ['波音737-800', '波音七三七 八百'],
  ['坐 737-800 去，787-9 回', '坐 七三七 八百 去，七八七 九 回'],
  ['A320-200', 'A 三二零 二零零'],
  ['Llama-3-8B、Llama-3.2-3B', 'Llama 三 八B、Llama 三点二 三B'],
  ['百川-7B', '百川 七B'],
  ['GPT-4、F-16、COVID-19、T-34', 'G P T 四、F 十六、COVID 十九、T 三十四'],
])('a stroke within a name is none: %s', (written, said) => {
  expect(saidOf(written)).toBe(said)
})

test.each([
  ['值为-1，等于-1', '值为负一，等于负一'],
  ['熔点-166°C，水银-39℃', '熔点负一百六十六摄氏度，水银负三十九摄氏度'],
  ['737-800 元', '七百三十七到八百 元'],
  ['表 B-2，方案 A-1，K-12 学生', '表 B 二，方案 A 一，K 十二 学生'],
  ['1-3 天，3-5 个', '一到三 天，三到五 个'],
])('what is neither stays as it was: %s', (written, said) => {
  expect(saidOf(written)).toBe(said)
})
