export { memoryOfComputer } from './computer-memory.ts'
