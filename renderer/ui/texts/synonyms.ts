/** Other words by which an author may look for a command, separated by spaces. The palette looks in both languages. */
import type { Entry } from './entry.ts'

export const synonymTexts = {
  'synonyms.palette': { zh: '查找 寻找 命令', en: 'find command' },
  'synonyms.new-lesson': { zh: '新建课 添加 加一课 写一课 新课', en: 'add create lesson write' },
  'synonyms.new-chapter': { zh: '添加 加一章 新章', en: 'add create chapter section' },
  'synonyms.new-course': { zh: '添加 加课程 新课程 开课', en: 'add create course' },
  'synonyms.next-lesson': { zh: '后一课 往后', en: 'forward after' },
  'synonyms.previous-lesson': { zh: '前一课 往前', en: 'back before' },
  'synonyms.toggle-suggestions': { zh: 'AI 人工智能 补全 续写 关闭建议 打开建议', en: 'AI completion autocomplete off on disable enable' },
  'synonyms.toggle-habits': { zh: '习惯 学习 适应 过滤 取舍', en: 'habits learn adapt filter' },
  'synonyms.toggle-library': { zh: '侧栏 侧边栏 目录 左栏 课程栏', en: 'sidebar tree courses left pane hide show' },
  'synonyms.toggle-inspector': { zh: '侧栏 侧边栏 右栏 建议栏', en: 'sidebar inspector right pane hide show' },
  'synonyms.focus': { zh: '全屏 沉浸 安静 无干扰', en: 'zen distraction fullscreen quiet write' },
  'synonyms.theme': { zh: '主题 外观 浅色 深色 暗色 黑色 黑夜 夜间 白天 颜色', en: 'theme appearance dark light night day mode colour color' },
  'synonyms.theme-system': { zh: '主题 外观 自动 浅色 深色 颜色', en: 'theme appearance automatic dark light mode colour color' },
  'synonyms.chinese': { zh: '中文 汉语 语言', en: 'Chinese language' },
  'synonyms.english': { zh: '英文 英语 语言', en: 'English language' },
  'synonyms.statistics': { zh: '数据 计数 收下 采纳 字数', en: 'stats numbers counts' },
  'synonyms.bin': { zh: '删除 垃圾桶 垃圾箱 废纸篓 恢复 找回', en: 'trash deleted recycle restore' },
  'synonyms.settings': { zh: '选项 偏好 首选项 配置 模型 语速 显卡 文件夹 位置', en: 'options preferences configuration model speed graphics folder location' },
  'synonyms.models': { zh: 'GGUF 大模型 换模型 添加模型 载入 千问 下载 许可', en: 'GGUF LLM choose add load Qwen Llama licence' },
  'synonyms.shortcuts': { zh: '键盘 热键 按键 帮助', en: 'keys hotkeys bindings help' },
  'synonyms.about': { zh: '版本 许可 致谢 帮助', en: 'version licence license credits help' },
} as const satisfies Record<string, Entry>
