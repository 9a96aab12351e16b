/** Frequent characters that only one of the two ways to write Chinese has, for judging what is shown. In pairs, and no others. */
const pairs =
  '们們 个個 这這 来來 说說 时時 为為 会會 对對 发發 学學 国國 过過 还還 让讓 从從 应應 开開 关關 问問 题題 见見 觉覺 观觀 现現 实實 际際 认認 识識 记記 讲講 话話 语語 词詞 书書 读讀 写寫 课課 练練 习習 师師 ' +
  '当當 动動 业業 产產 经經 济濟 营營 销銷 买買 卖賣 价價 值値 资資 财財 贝貝 费費 货貨 贵貴 赚賺 钱錢 银銀 账賬 单單 双雙 两兩 万萬 亿億 数數 计計 设設 论論 证證 据據 标標 准準 种種 类類 级級 层層 节節 章彰 ' +
  '条條 项項 点點 线線 面麵 体體 样樣 样樣 样樣 机機 电電 脑腦 网網 络絡 软軟 键鍵 盘盤 图圖 画畫 声聲 听聽 乐樂 医醫 药藥 疗療 伤傷 养養 儿兒 妈媽 爷爺 孙孫 亲親 爱愛 恋戀 婚婚 离離 难難 欢歡 乐樂 忧憂 虑慮 ' +
  '惊驚 惧懼 愤憤 紧緊 张張 压壓 轻輕 松鬆 稳穩 远遠 进進 退退 边邊 间間 门門 闻聞 闭閉 闲閒 阶階 阳陽 阴陰 陈陳 陆陸 队隊 随隨 险險 隐隱 风風 飞飛 饭飯 饮飲 饿餓 馆館 马馬 驶駛 驾駕 验驗 骂罵 鱼魚 鸟鳥 鸡雞 ' +
  '龙龍 龟龜 车車 转轉 轮輪 输輸 达達 运運 连連 选選 递遞 适適 遗遺 邮郵 释釋 里裡 针針 钟鐘 错錯 锅鍋 镜鏡 长長 岁歲 岛島 岭嶺 币幣 帅帥 带帶 帮幫 广廣 庆慶 库庫 庄莊 归歸 录錄 彻徹 径徑 总總 态態 惯慣 ' +
  '战戰 户戶 护護 报報 担擔 择擇 换換 损損 摄攝 摆擺 敌敵 断斷 无無 旧舊 显顯 晓曉 术術 权權 极極 构構 标標 树樹 档檔 桥橋 检檢 楼樓 欧歐 残殘 毕畢 气氣 汇匯 汤湯 沟溝 没沒 泽澤 浅淺 测測 浓濃 涨漲 渐漸 温溫 ' +
  '湾灣 满滿 灵靈 灭滅 灯燈 炉爐 烧燒 热熱 爷爺 状狀 独獨 猎獵 环環 确確 码碼 础礎 礼禮 祸禍 离離 积積 称稱 穷窮 竞競 笔筆 签簽 简簡 粮糧 纠糾 红紅 约約 纪紀 纯純 纸紙 纳納 组組 细細 织織 终終 结結 绍紹 ' +
  '给給 绝絕 统統 继繼 续續 维維 绩績 综綜 绿綠 缓緩 编編 缘緣 缩縮 罗羅 罚罰 联聯 职職 肃肅 胜勝 脸臉 艺藝 苏蘇 范範 荣榮 获獲 虚虛 虽雖 补補 装裝 规規 视視 览覽 订訂 训訓 议議 许許 诉訴 评評 试試 详詳 误誤 ' +
  '请請 诸諸 调調 谁誰 谈談 谋謀 谢謝 谨謹 负負 责責 败敗 质質 购購 赏賞 赛賽 赶趕 趋趨 跃躍 踪蹤 躯軀 辑輯 边邊 厂廠 厅廳 历歷 压壓 县縣 参參 变變 号號 吗嗎 吴吳 员員 响響 园園 围圍 圆圓 场場 块塊 坚堅 坏壞 ' +
  '处處 备備 头頭 夹夾 奖獎 妇婦 宁寧 审審 宽寬 宝寶 专專 寻尋 导導 将將 尔爾 尘塵 尝嘗 尽盡 属屬 书書 乱亂 争爭 亏虧 云雲 仅僅 仓倉 优優 传傳 伟偉 伦倫 侧側 储儲 债債 倾傾 偿償 兴興 养養 兽獸 内內 写寫 军軍 ' +
  '农農 冲衝 决決 况況 冻凍 净淨 减減 创創 删刪 别別 剧劇 劝勸 办辦 务務 励勵 劳勞 势勢 区區 华華 协協 卫衛 却卻 厨廚'

/** Written the same on both sides, or used on both, and so no mark of either. */
const shared = new Set('云里面章彰婚退宁尽范后干台值准松庄历据游別冲')

const [simplified, traditional] = [0, 1].map(
  (side) =>
    new Set(
      pairs
        .split(' ')
        .map((pair) => [...pair][side] ?? '')
        .filter((one) => !shared.has(one)),
    ),
) as [Set<string>, Set<string>]

/** The characters of a text that only the other way of writing has. */
export function ofTheOtherForm(text: string, form: 'simplified' | 'traditional'): string {
  const other = form === 'simplified' ? traditional : simplified
  return [...text].filter((character) => other.has(character)).join('')
}
