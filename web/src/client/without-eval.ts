import { config } from 'zod'

// The page's policy forbids making code from text; zod would try it for speed and be refused.
config({ jitless: true })
