export { memoryOfComputer } from './computer-memory.ts'
export { fileInTheWay, makeFolders } from './make-folders.ts'
export { isWithin, realPlace } from './real-place.ts'
