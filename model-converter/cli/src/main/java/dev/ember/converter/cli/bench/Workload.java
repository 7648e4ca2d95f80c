package dev.ember.converter.cli.bench;

/** Things that people ask for, as far as the answer repeats the question. */
public enum Workload {
  SUMMARY(
      "Summarise this in two sentences: The lighthouse on the northern cliff was built in 1871,"
          + " after three ships were lost in one winter. Its keeper lit the lamp every evening for"
          + " forty years. When the railway came, the harbour moved south, and the lighthouse on"
          + " the northern cliff was used as a school. Today it is a museum, and the lamp is lit"
          + " once a year, on the evening of the first storm."),
  EDIT(
      "Correct the spelling and write the whole text again: The wether was fine on teh first day of"
          + " our trip. We walked along the river untill noon and ate our bread under an old"
          + " bridge. In the afternoon it beginned to rain, but we had brought our coats and did"
          + " not mind."),
  CODE(
      "Rename the variable total to sum and print the whole function again:\n\n"
          + "def average(values):\n    total = 0\n    for value in values:\n"
          + "        total = total + value\n    return total / len(values)\n"),
  STORY("Tell me a short story about a fox who learns to swim.");

  private final String request;

  Workload(String request) {
    this.request = request;
  }

  String request() {
    return request;
  }
}
