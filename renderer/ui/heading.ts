import { createContext } from 'react';

/** The heading that a state ("nothing here yet") has: the page's own, unless a page or list around it has one. */
export const HeadingLevel = createContext<'h1' | 'h2'>('h1');
