/** Sentences as writers of courses write them, and how somebody reads them out who is paid for it. */
import { describe, expect, test } from 'vitest'
import { Findings } from '#main/publishing/desk/finding.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { scriptOf } from '#main/publishing/speech/script.ts'
import type { Doc } from '#preload/document/schema.ts'

function read(text: string): { said: string; findings: string[] } {
  const findings = new Findings('l1')
  const doc: Doc = [{ id: 'b1', type: 'paragraph', children: [{ text }] }] as never
  const script = scriptOf(proseOf(doc), new Map(), findings)
  return {
    said: script.lines.flatMap(({ spoken }) => spoken.map((piece) => piece.said)).join(''),
    findings: findings.all.flatMap(({ kind, text: about }) => (kind === 'reading-unsure' ? [about ?? ''] : [])),
  }
}

describe('numbers that are names', () => {
  test.each([
    ['版本 v2.0.1', '版本二点零点一'],
    ['软件版本v2.0.1，更新到 v3.1.0 版', '软件版本二点零点一，更新到三点一点零版'],
    ['110 报警，120 急救', '幺幺零报警，幺二零急救'],
    ['他打了 110，又拨打了120', '他打了幺幺零，又拨打了幺二零'],
    ['119报警', '幺幺九报警'],
    ['遇到火情打119，受伤打120、122', '遇到火情打幺幺九，受伤打幺二零、幺二二'],
    ['记住110、119、120这三个号', '记住幺幺零、幺幺九、幺二零这三个号'],
    ['打了 110 个电话', '打了一百一十个电话'],
    ['110、120平米的房子', '一百一十、一百二十平米的房子'],
    ['110米栏', '一百一十米栏'],
    ['车牌京A·12345，粤B 8X8Y8', '车牌京A 幺二三四五，粤B 八 X 八 Y 八'],
    ['新能源车沪AD12345', '新能源车沪A D 幺二三四五'],
    ['98年洪水，92年南巡，97年香港回归', '九八年洪水，九二年南巡，九七年香港回归'],
    ['从98年到现在，整整用了98年', '从九八年到现在，整整用了九十八年'],
    ['98年3月，他98岁', '九八年三月，他九十八岁'],
    ['08年奥运', '零八年奥运'],
    ['0.5折，8.5折', '零点五折，八五折'],
    ['7-11便利店，全家和7-11', 'seven eleven便利店，全家和seven eleven'],
    ['热词有315晚会、520、1314、996、618', '热词有三一五晚会、五二零、一三一四、九九六、六一八'],
    ['重520、996斤', '重五百二十、九百九十六斤'],
    ['520情人节，618大促，双11和618', '五二零情人节，六一八大促，双十一和六一八'],
    ['返回404页面，报500错误，状态码 301', '返回四零四页面，报五零零错误，状态码三零一'],
    ['404个文件，返回 200 条', '四百零四个文件，返回二百条'],
  ])('%s → %s', (text, said) => {
    expect(read(text)).toEqual({ said, findings: [] })
  })

  test.each([
    ['①先洗手 ②再切菜 ③最后下锅', '一，先洗手，二，再切菜，三，最后下锅'],
    ['①加5g盐②加10%的水。③关火', '一，加五克盐，二，加百分之十的水。三，关火'],
    ['分三步：1）先洗手 2）再切菜；3）下锅', '分三步：一，先洗手，二，再切菜；三，下锅'],
    ['(1)备料；(2)下锅，见公式(1)', '一，备料；二，下锅，见公式(一)'],
    ['（1）备料 （2）下锅', '一，备料，二，下锅'],
    ['步骤如下：1. 洗手 2. 切菜 3. 下锅', '步骤如下：一，洗手，二，切菜，三，下锅'],
    ['先说结论：1、要快；2、要准', '先说结论：一，要快；二，要准'],
    ['Ⅰ. 起源 Ⅱ. 发展', '一，起源，二，发展'],
    ['大约（共 3）个', '大约（共三）个'],
    ['体重６０公斤，２０２４年３月，３．５％，ＧＰＴ，１０－２０岁', '体重六十公斤，二零二四年三月，百分之三点五，G P T，十到二十岁'],
    ['5㎏大米', '五千克大米'],
  ])('steps within a line have a pause before each, and wide digits are digits: %s → %s', (text, said) => {
    expect(read(text)).toEqual({ said, findings: [] })
  })

  test('two digits and 年 are a year or so many years: where nobody can know, it is told', () => {
    expect([read('这是98年的老房子').findings, read('用了98年的老房子').findings, read('98年洪水').findings]).toEqual([['98年'], [], []])
  })
})
