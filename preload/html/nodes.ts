/** What a node is, by its number: a document of the page and one of a parser without a page have no classes in common. */

/** https://dom.spec.whatwg.org/#dom-node-nodetype */
const [element, text, comment] = [1, 3, 8]

export function isElement(node: Node | null): node is Element {
  return node?.nodeType === element
}

export function isText(node: Node): boolean {
  return node.nodeType === text
}

export function isComment(node: Node): boolean {
  return node.nodeType === comment
}
