import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isIdCard, passesLuhn } from '#main/archive/check-digits.ts'
import { countPersonal, masked, personalIn } from '#main/archive/personal.ts'

/** Each with what becomes of it. None of them is anybody's: the numbers only keep their rules. */
const hidden: readonly (readonly [string, string, string])[] = [
  ['a mobile number', '有事打 13812345678 找我。', '有事打 〔手机号〕 找我。'],
  ['one in groups', '电话：138-1234-5678，微信同号', '电话：〔手机号〕，微信同号'],
  ['one of the country', '+86 186 1234 5678', '〔手机号〕'],
  ['one of full width', '手机１３９１２３４５６７８', '手机〔手机号〕'],
  ['one right behind Chinese', '联系人王老师19912345678。', '联系人王老师〔手机号〕。'],
  ['two with a stroke between', '电话：13812345678/13987654321', '电话：〔手机号〕/〔手机号〕'],
  ['two with a comma between', '手机:13812345678,13987654321', '手机:〔手机号〕,〔手机号〕'],
  ['two with a line between', '13812345678-13987654321', '〔手机号〕-〔手机号〕'],
  ['one of several people', '联系人1:13812345678', '联系人1:〔手机号〕'],
  ['one in a table', '姓名,1,13812345678', '姓名,1,〔手机号〕'],
  ['one in a list', '1.13912345678 李四\n2.13812345678 张三', '1.〔手机号〕 李四\n2.〔手机号〕 张三'],
  ['one with what follows it', '13812345678-9', '〔手机号〕-9'],
  ['one from abroad', '0086-13812345678', '〔手机号〕'],
  ['one behind letters that call it so', 'VX13812345678，Tel13912345678', 'VX〔手机号〕，Tel〔手机号〕'],
  ['one for parcels', '快递电话13812345678', '快递电话〔手机号〕'],
  ['one as a name', '微信id:13812345678', '微信id:〔手机号〕'],
  ['WeChat with a space', '微信 zhangsan123', '微信 〔微信号〕'],
  ['QQ by one letter', '加Q 12345678', '加Q 〔QQ号〕'],
  ['a service number', '客服 400-820-8820', '客服 〔电话〕'],
  ['a service number by its words', '热线：400 820 8820', '热线：〔电话〕'],
  ['a landline of several people', '联系人1:010-62345678', '联系人1:〔电话〕'],
  ['an identity card in a table', '张三,1,11010519491231002X', '张三,1,〔身份证号〕'],
  ['a landline', '编辑部：010-62345678 转 803', '编辑部：〔电话〕'],
  ['one with its code in brackets', '（021）5432 1098', '〔电话〕'],
  ['one whose words say so', '传真075586012345', '传真〔电话〕'],
  ['an address of mail', '来信请寄 li.si+ke@mail.example.cn，谢谢', '来信请寄 〔邮箱〕，谢谢'],
  ['mail right behind Chinese', '投稿邮箱zhangsan88@163.com。', '投稿邮箱〔邮箱〕。'],
  ['an identity card', '身份证号 11010519491231002X。', '身份证号 〔身份证号〕。'],
  ['a bank card', '请转到工行卡 6222 0212 3456 7890 128', '请转到工行卡 〔银行卡号〕'],
  ['a card by its words', '招行卡号：4111111111111111', '招行卡号：〔银行卡号〕'],
  [
    'identity cards by their words, whatever their last digit',
    '身份证号：110105194912310021，身份证号码 12345678901234567X',
    '身份证号：〔身份证号〕，身份证号码 〔身份证号〕',
  ],
  ['cards by their words, whatever their last digit', '银行卡 6222021234567890123，卡号是 4111 1111 1111 1112', '银行卡 〔银行卡号〕，卡号是 〔银行卡号〕'],
  ['WeChat', '我的微信号是 slow_writer', '我的微信号是 〔微信号〕'],
  ['WeChat with a colon', '微信：wang_2018（请注明来意）', '微信：〔微信号〕（请注明来意）'],
  ['WeChat of an assistant', '加助教微信moke2020进群', '加助教微信〔微信号〕进群'],
  ['WeChat as vx', 'vx: abc_778899', 'vx: 〔微信号〕'],
  ['QQ', 'QQ：123456789', 'QQ：〔QQ号〕'],
  ['a QQ group', '读者 QQ 群 87654321 欢迎你', '读者 QQ 群 〔QQ号〕 欢迎你'],
  ['an address', '寄到北京市海淀区中关村大街27号，王老师收', '寄到〔地址〕，王老师收'],
  ['a door', '我家在和平路18号3栋2单元501室。', '我家在〔地址〕。'],
  ['a village', '住在四川省成都市郫都区花园镇筒春村3组', '住在〔地址〕'],
  ['a door behind a yard and a building', '住址：北京市海淀区中关村大街27号院3号楼502室', '住址：〔地址〕'],
  ['one with spaces, and another building by letter', '北京市朝阳区建国路甲88号 3号楼 2单元 1202室，门禁见短信', '〔地址〕，门禁见短信'],
  ['one behind a building with a name', '寄到上海市浦东新区世纪大道100号环球中心A座32层', '寄到〔地址〕'],
  ['one in Chinese numbers, with a bare room', '和平路18号院二号楼三单元501', '〔地址〕'],
  ['one in an estate', '家在杭州市翠苑5栋2单元301，欢迎来坐', '家在〔地址〕，欢迎来坐'],
  ['one by strokes', '朝阳区望京西园四区401号楼3-2-501。', '〔地址〕。'],
  ['a plate', '车牌京A12345。', '车牌〔车牌号〕。'],
  ['a plate without words, with a dot and letters', '昨天那辆粤B·8K9N2停在门口', '昨天那辆〔车牌号〕停在门口'],
  ['new-energy plates, small and large', '我的车是沪AD12345，公司的是浙B12345F', '我的车是〔车牌号〕，公司的是〔车牌号〕'],
  ['a learner’s plate, and one by its words', '教练车川A1234学，车牌号：云A10000', '教练车〔车牌号〕，车牌号：〔车牌号〕'],
  ['a passport', '护照E12345678', '护照〔护照号〕'],
  ['newer passports, and one of full width', '护照号码为：EA1234567，护照号：Ｇ１２３４５６７８', '护照号码为：〔护照号〕，护照号：〔护照号〕'],
  ['one with dots', '手机 138.1234.5678。', '手机 〔手机号〕。'],
  ['one of Hong Kong, and one of Taiwan', '+852 9123 4567，+886 912 345 678', '〔手机号〕，〔手机号〕'],
  ['WeChat of letters alone', '微信：zhangsanfeng，加微信 zhangsanfeng', '微信：〔微信号〕，加微信 〔微信号〕'],
  ['WeChat by one letter, and as vx with a space', 'V：moke2024abc，vx moke2024', 'V：〔微信号〕，vx 〔微信号〕'],
  ['an identity card of the first kind', '身份证号：110105491231002', '身份证号：〔身份证号〕'],
  ['a pass', '港澳通行证 C12345678', '港澳通行证 〔护照号〕'],
  ['a house with spaces around its number', '寄到杭州市西湖区文三路 477 号华星科技大厦', '寄到〔地址〕'],
  ['a house on a part of a street', '成都市武侯区天府大道北段1700号', '〔地址〕'],
  ['WeChat in a table', '| 微信 | zhang_san88 |', '| 微信 | 〔微信号〕 |'],
  ['WeChat in a table by its number', '| 微信号 | slowwriter |\n| QQ | 123456789 |', '| 微信号 | 〔微信号〕 |\n| QQ | 〔QQ号〕 |'],
  ['a number of a town, in a table', '| 电话 | 62345678 |', '| 电话 | 〔电话〕 |'],
  ['an identity card in a table, and a card', '| 身份证号 | 110105491231002 | 卡号 | 4111111111111111 |', '| 身份证号 | 〔身份证号〕 | 卡号 | 〔银行卡号〕 |'],
  ['an address in a table', '| 地址 | 建国路88号 |', '| 地址 | 〔地址〕 |'],
  ['a number of a town by its words', '电话：62345678，联系方式：8234 5678', '电话：〔电话〕，联系方式：〔电话〕'],
  ['an address by its words', '收货地址：朝阳区望京西园三区312楼5单元601，收件人李雷', '收货地址：〔地址〕，收件人李雷'],
  ['a street by its words', '地址：建国路88号。住址：建国路甲88号', '地址：〔地址〕。住址：〔地址〕'],
  ['an address by its words, and on to its door', '地址：望京西园三区312楼，5单元601室，李雷收', '地址：〔地址〕，李雷收'],
  ['an address and what is said behind it', '地址：建国路88号 电话：62345678', '地址：〔地址〕 电话：〔电话〕'],
  ['an address with a number right behind it', '地址：建国路88号13812345678', '地址：〔地址〕〔手机号〕'],
  ['a building by letter and number', '深圳市南山区科技园南区T3栋501', '〔地址〕'],
  ['an identity card in groups', '身份证 110105 19491231 002X，另一张 110105-19491231-002X', '身份证 〔身份证号〕，另一张 〔身份证号〕'],
  ['a number with wide spaces', '手机138\u30001234\u30005678', '手机〔手机号〕'],
  ['a number with signs in it that nobody sees', '手机\u200b138\u200b1234\u200b5678\ufeff，邮箱 a\u200bb@mail.cn', '手机\u200b〔手机号〕\ufeff，邮箱 〔邮箱〕'],
  [
    'what stands below heads that say so',
    '| 姓名 | 电话 | 微信号 | QQ |\n| 李小明 | 62345678 | slowwriter | 123456 |\n| 欧阳娜娜 | 13812345678 | abcdefg | |',
    '| 姓名 | 电话 | 微信号 | QQ |\n| 〔某某〕 | 〔电话〕 | 〔微信号〕 | 〔QQ号〕 |\n| 〔某某〕 | 〔手机号〕 | 〔微信号〕 | |',
  ],
  [
    'a list of pupils with its name above, as Markdown',
    '| 春季班 | | |\n|---|:-:|---|\n| 学员姓名 | 微信 | 家庭住址（必填） |\n| 王芳 | wangfang | 望京西园三区 |\n| 合计 | 2 | |',
    '| 春季班 | | |\n|---|:-:|---|\n| 学员姓名 | 微信 | 家庭住址（必填） |\n| 〔某某〕 | 〔微信号〕 | 〔地址〕 |\n| 合计 | 2 | |',
  ],
  [
    'one from a sheet, parted by tabs, of full width',
    '联系人\t手机\t身份证号\n张伟\t１３８１２３４５６７８\t110105491231002',
    '联系人\t手机\t身份证号\n〔某某〕\t〔手机号〕\t〔身份证号〕',
  ],
  [
    'numbers below their heads',
    '| 车牌号 | 护照号 | 卡号 |\n| 云A10000 | 523456789 | 6222021234567890123 |',
    '| 车牌号 | 护照号 | 卡号 |\n| 〔车牌号〕 | 〔护照号〕 | 〔银行卡号〕 |',
  ],
  ['QQ by one letter and a colon', 'Q：123456789', 'Q：〔QQ号〕'],
  ['a passport from abroad', '美国护照号：523456789，passport no. K12345678', '美国护照号：〔护照号〕，passport no. 〔护照号〕'],
]

describe('personal data', () => {
  test.each(hidden)('%s is masked', (_, text, expected) => {
    expect(masked(text)).toBe(expected)
  })

  test.each([
    ['years', '1978年到2024年，四十六年过去了。2020-2024 年间也是如此。'],
    ['a day and a time', '2024-11-29 18:30:00 更新，2024/11/29，20241129'],
    ['prices', '原价 12999 元，现价 9,999.00 元，合计￥13812.50'],
    ['versions', 'Node.js v24.21.0、iOS 17.4.1、Chrome 128.0.6613.138'],
    ['what WeChat runs on, in words', '微信：wechat、weixin 与 android；加微信 support team'],
    ['an address of a network', '138.12.34.56，192.168.1.1'],
    ['an ISBN', 'ISBN 978-7-5327-8888-9，ISBN：9787532788889'],
    ['an order', '订单号 13812345678901234，订单编号：6222021234567890128'],
    ['an order that looks like a mobile number', '快递单号：13812345678'],
    ['numbers with many digits', '圆周率 3.14159265358979323846，光速 299792458 米每秒，世界人口 8045311447'],
    ['numbers of a card that fail their check', '编造的 4111111111111112，6222021234567890123'],
    ['eighteen digits that are no card', '110105194912310021 和 123456789012345678'],
    ['amounts beside words for cards', '身份证 123456 张，银行卡 6222 张，卡号 1234567890，身份证明 110105194912310021'],
    ['moments of a computer', '时间戳 1701234567890 与 1701234567'],
    ['addresses of computers', '192.168.13.81 与 10.0.0.138:12345'],
    ['the country’s hotlines', '拨打 12345 或 110、10086'],
    ['WeChat as a thing', '微信小程序、微信 Windows 版、微信支付 WeChatPay、微信公众号：慢一点'],
    ['QQ as a thing', 'QQ2010 版，QQ 有 100000 人同时在线，QQ 群里有 20000 人'],
    ['handles and pictures', 'git@github.com:moke/moke.git，logo@2x.png，@zhangsan，react@18.2.0，user@example.com'],
    ['places that everybody knows', '唐宁街10号，长安街 1 号，第 3 号楼，地铁 2 号线，1 号店'],
    ['a law’s number', '（2021）京01民终1234号，国发〔2015〕40号，第 138 条'],
    ['numbers with a point', '约 2.13812345678 倍，13812345678.5，v1.13812345678'],
    ['the number of a thing, in a table', '1,订单号:13812345678，编号:13912345678，SN13812345678'],
    ['WeChat on a system', '微信 Windows11 版，微信 iPhone15 上，微信 WeChat_8.0'],
    ['amounts beside letters', '加Q 20000 人，第 400-820 页，400-820-88200，电脑 400-8208-8200'],
    ['buildings that are counted or known', '小区3号楼盘开盘，江苏农村3栋小楼，白宫西楼，他家在胡同里18号，27号院士楼，三号楼502室'],
    ['what begins as a plate does', '京A1234、京A123456、京I12345、（2021）京01民终12345号，编号：京A12345，沪A600519'],
    ['names that end as a province does', '北京A10000，全新A12345，云A10000 服务器，新A12345 款'],
    ['words beside a plate’s province', '沪APPLES，川A股市场，湘菜A套餐12345'],
    ['amounts and years of passports', '护照2020年换发，护照 12345678 本，护照号 12345678 人，护照办理大厅 E12345678，型号E12345678'],
    ['what stands in tables', '| 微信 | alipay |\n| 微信 | 支持 |\n| QQ | 支持 |\n| 电话 | 5 部 |\n| 地址 | 0x7fff |\n| wechat | miniprogram2 |'],
    [
      'what stands below heads in tables of things',
      [
        '| 功能 | 微信 | QQ |\n| 支付 | alipay | 100000 |\n| 登录 | supported | 不支持 |',
        '| 姓名 | 年龄 | 城市 |\n| 张三 | 18 | 北京 |\n| 李四 | 20 | 上海市朝阳路 |',
        '| 平台 | 地址 |\n| 掘金 | https://juejin.cn/号 |\n| 内存 | 0x7fff |\n| 总部 | 北京市海淀区 |',
        '| 字段 | 类型 | 说明 |\n| name | string | 姓名 |\n| phone | string | 电话 |\n| wechat | string | 微信号 |',
        '| 城市 | 电话 |\n| 北京 | 12345678 个 |\n| 上海 | 5 部 |\n| 广州 | 62345678 |',
        '| 姓名 | 联系方式 |\n| 张三 | 面谈 |\n| 李四 | 无 |',
        '| 学生 | 语文 | 数学 |\n| 王芳 | 98 | 100 |',
        '姓名 | 电话\n\n李四 | 62345678',
      ].join('\n\n'),
    ],
    ['addresses that are no place', '地址：https://example.com/3号楼，IP地址：10.0.0.138，内存地址 | 8 字节，网址：见第3页'],
    ['questions and amounts', 'Q：100000 元够吗？Q：123456 加一是多少？电话：3 部，电话：20000000 部'],
    ['measures', '面粉 500 克，水 13800 毫升，1 800 转每分，0755 像素'],
  ])('%s are none', (_, text) => {
    expect(personalIn(text)).toEqual([])
  })

  test('a long list of them takes a moment', () => {
    const list = Array.from({ length: 60_000 }, (_, at) => `138${String(10_000_000 + at)}`).join('\n')
    expect(countPersonal(personalIn(list))).toEqual({ mobile: 60_000 })
  })

  test('its numbers are counted by kind, and each place is the text’s own', () => {
    const text = '电话 138 1234 5678，邮箱 a@b.cn，另一个 13912345678'
    const places = personalIn(text)
    expect(countPersonal(places)).toEqual({ mobile: 2, email: 1 })
    expect(places.map(({ from, to }) => text.slice(from, to))).toEqual(['138 1234 5678', 'a@b.cn', '13912345678'])
  })

  test('masking what is masked changes nothing', () => {
    const once = masked(hidden.map(([, text]) => text).join('\n'))
    expect(masked(once)).toBe(once)
  })

  test('in real prose there is none', () => {
    const paragraphs = readFileSync(join(import.meta.dirname, '../../../fixtures/heldout-paragraphs.jsonl'), 'utf8')
    expect(personalIn(paragraphs).map(({ from, to }) => paragraphs.slice(from - 10, to + 10))).toEqual([])
  })
})

describe('check digits', () => {
  test('an identity card’s last digit, day and province are checked', () => {
    expect(['11010519491231002X', '110105194912310020', '11010519491331002X', '99010519491231002X'].map(isIdCard)).toEqual([true, false, false, false])
  })
  test('a bank card’s last digit is checked, and all zeros are none', () => {
    expect(['4111111111111111', '4111111111111112', '0000000000000000'].map(passesLuhn)).toEqual([true, false, false])
  })
})
