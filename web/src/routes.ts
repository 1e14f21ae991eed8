import { Router } from '$lib/router/router.svelte';

/** Every page of the application; each is fetched when first needed. */
export const router = new Router(
  [
    { pattern: '/', load: () => import('./pages/GuidelinesPage.svelte') },
    { pattern: '/sign-in', load: () => import('./pages/SignInPage.svelte') },
    { pattern: '/register', load: () => import('./pages/RegisterPage.svelte') },
    { pattern: '/notices', load: () => import('./pages/NoticesPage.svelte') },
    { pattern: '/me', load: () => import('./pages/MePage.svelte') },
    { pattern: '/guidelines/:slug', load: () => import('./pages/LatestPage.svelte') },
    { pattern: '/guidelines/:slug/revisions', load: () => import('./pages/RevisionsPage.svelte') },
    { pattern: '/guidelines/:slug/revisions/:number', load: () => import('./pages/ReadingPage.svelte') },
    { pattern: '/guidelines/:slug/redline/:range', load: () => import('./pages/RedlinePage.svelte') },
    { pattern: '/guidelines/:slug/upload', load: () => import('./pages/UploadPage.svelte') },
    { pattern: '/guidelines/:slug/returns', load: () => import('./pages/ReturnsPage.svelte') },
    { pattern: '/guidelines/:slug/suggestions', load: () => import('./pages/SuggestionsPage.svelte') },
    { pattern: '/guidelines/:slug/conflicts', load: () => import('./pages/ConflictsPage.svelte') },
    { pattern: '/guidelines/:slug/draft', load: () => import('./pages/DraftPage.svelte') },
    { pattern: '/guidelines/:slug/mine', load: () => import('./pages/MinePage.svelte') },
    { pattern: '/guidelines/:slug/since', load: () => import('./pages/SincePage.svelte') },
    { pattern: '/guidelines/:slug/tables', load: () => import('./pages/TablesPage.svelte') },
    { pattern: '/guidelines/:slug/triage', load: () => import('./pages/TriagePage.svelte') },
    { pattern: '/guidelines/:slug/groups', load: () => import('./pages/GroupsPage.svelte') },
    { pattern: '/guidelines/:slug/statistics', load: () => import('./pages/StatisticsPage.svelte') },
    { pattern: '/guidelines/:slug/members', load: () => import('./pages/MembersPage.svelte') },
  ],
  () => import('./pages/MissingPage.svelte'),
);
