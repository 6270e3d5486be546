/** A shop in one line: its sign and name, an arrow when it can be opened. The page handles the tap on the host. */
Component({
  properties: {
    /** { name, logo } */
    shop: { type: Object, value: {} as Record<string, unknown> },
    link: { type: Boolean, value: true },
  },
});
