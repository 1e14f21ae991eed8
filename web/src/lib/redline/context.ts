import { createContext } from 'svelte';

import type { RedlineView } from './redline.svelte';

const [getRedlineView, setRedlineView] = createContext<RedlineView>();
export { getRedlineView, setRedlineView };
