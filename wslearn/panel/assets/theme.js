/** Light, dark or projector; by itself as the system says. */

const KEPT = 'wslearn-theme';

/** @param {HTMLSelectElement} select @param {() => void} changed */
export function themeSwitch(select, changed) {
  select.value = remembered();
  apply(select.value);
  select.addEventListener('change', () => {
    apply(select.value);
    remember(select.value);
    changed();
  });
}

/** The next choice of a select, as if somebody had chosen it. @param {HTMLSelectElement} select */
export function nextChoice(select) {
  select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
  select.dispatchEvent(new Event('change'));
}

/** @param {string} theme */
function apply(theme) {
  document.documentElement.dataset['theme'] = theme;
}

/** A browser may forbid a page to remember anything. */
function remembered() {
  try {
    return localStorage.getItem(KEPT) ?? 'auto';
  } catch {
    return 'auto';
  }
}

/** @param {string} theme */
function remember(theme) {
  try {
    localStorage.setItem(KEPT, theme);
  } catch {
    // The choice holds for this visit.
  }
}
