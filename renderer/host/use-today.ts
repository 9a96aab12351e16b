import { useEffect, useState } from 'react'

/** What day it is where the author is, as a moment of it; also for a page that stays open overnight. A computer that slept past midnight says so within the minute. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setToday((before) => (isSameDay(before, new Date()) ? before : new Date())), 60_000)
    return () => clearInterval(timer)
  }, [])
  return today
}

function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString()
}
