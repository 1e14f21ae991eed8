/** Says something to people who cannot see that it happened. */
class Announcer {
  text = $state('');

  say(text: string) {
    this.text = '';
    setTimeout(() => (this.text = text), 50); // the same words again are announced again
  }
}

export const announcer = new Announcer();
