/** Where it goes. With `link` it looks like something that can be changed; the page handles the tap on the host. */
Component({
  properties: {
    /** PostalAddress; null: none is chosen. */
    address: { type: Object, value: null as unknown as Record<string, unknown> },
    link: { type: Boolean, value: false },
  },
});
