export { memoryOfComputer } from './computer-memory.ts'
export { fileInTheWay, makeFolders } from './make-folders.ts'
