/** A lesson in the making, in two languages, and places where a model is tempted to answer instead of writing on. */

export interface Lesson {
  readonly language: string
  readonly titles: { readonly course: string; readonly chapter: string; readonly lesson: string }
  /** Texts before the caret. */
  readonly beginnings: readonly string[]
  /** What is written for them uses these letters. */
  readonly letters: RegExp
  /** Goes on with `title` only where the titles are known. */
  readonly untitled: string
  readonly title: string
  /** A sentence whose next word is plain, the word, and what may come behind it. */
  readonly typed: { readonly sentence: string; readonly word: string; readonly after: string }
  /** The most that a keystroke evaluates: the new token and those that it splits anew. */
  readonly tokensPerKey: number
}

export const chinese: Lesson = {
  language: '中文',
  titles: { course: '机器学习入门', chapter: '神经网络', lesson: '梯度下降' },
  beginnings: [
    '神经网络由许多简单的单元组成，每个单元把输入乘上权重，再',
    '训练网络时，我们先算出它的输出，再看看输出和答案相差多少。这个差别叫作',
    '学习率太大，损失会来回跳动；学习率太小，训练就会',
    '上一课讲过，网络的每一层都把前一层的输出当作',
  ],
  letters: /^[\p{Script=Han}\p{P}\p{N}\p{S}\p{Script=Latin}\s]*\p{Script=Han}/u,
  untitled: '这一课介绍的方法叫作',
  title: '梯度',
  typed: { sentence: '中国的首都是北京，日本的首都是', word: '东京', after: '' },
  tokensPerKey: 3,
}

export const english: Lesson = {
  language: 'English',
  titles: { course: 'Introduction to Machine Learning', chapter: 'Neural networks', lesson: 'Gradient descent' },
  beginnings: [
    'A neural network is made of many simple units. Each unit multiplies its inputs by',
    'To train the network, we compute its output and look at how far it is from the answer. This difference is called the',
    'When the learning rate is too large, the loss jumps up and down; when it is too small, training takes',
    'In the last lesson we saw that each layer of the network takes the output of the previous layer as its',
  ],
  letters: /^[\p{Script=Latin}\p{P}\p{N}\p{S}\s]*\p{Script=Latin}/u,
  untitled: 'The method that this lesson explains is called',
  title: 'radient',
  typed: { sentence: 'The capital of Germany is Berlin, and the capital of France is ', word: 'Paris', after: '' },
  tokensPerKey: 3,
}

export const temptations: readonly string[] = [
  '什么是梯度下降？',
  '请写一首关于大海的诗。\n\n',
  '请用 Python 写一个函数，计算两个数的和。\n\n',
  '训练一个模型的步骤如下：\n\n',
  '下面是完整的代码：\n\n',
  'What is gradient descent? ',
  'Write a short poem about the sea.\n\n',
  'Write a Python function that adds two numbers.\n\n',
  'The steps are as follows:\n\n',
  'Here is the whole code:\n\n',
]
