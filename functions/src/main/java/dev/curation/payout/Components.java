package dev.curation.payout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The strongly connected components of a flow, upstream before downstream (Tarjan 1972). */
final class Components {
  private final Flow flow;
  private final int[] order;
  private final int[] lowest;
  private final boolean[] waiting;
  private final int[] next;
  private final Deque<Integer> stack = new ArrayDeque<>();
  private final Deque<Integer> path = new ArrayDeque<>();
  private final List<int[]> found = new ArrayList<>();
  private int count;

  private Components(Flow flow) {
    this.flow = flow;
    this.order = new int[flow.size()];
    Arrays.fill(order, -1);
    this.lowest = new int[flow.size()];
    this.waiting = new boolean[flow.size()];
    this.next = new int[flow.size()];
  }

  static List<int[]> of(Flow flow) {
    Components components = new Components(flow);
    for (int i = 0; i < flow.size(); i++) {
      if (components.order[i] < 0) {
        components.visit(i);
      }
    }
    Collections.reverse(components.found);
    return components.found;
  }

  // Without recursion: a chain may be longer than the thread's stack.
  private void visit(int root) {
    enter(root);
    while (!path.isEmpty()) {
      int state = path.getLast();
      if (next[state] < flow.outflows(state).size()) {
        int to = flow.outflows(state).get(next[state]++).state();
        if (to >= 0 && order[to] < 0) {
          enter(to);
        } else if (to >= 0 && waiting[to]) {
          lowest[state] = Math.min(lowest[state], order[to]);
        }
      } else {
        path.removeLast();
        if (!path.isEmpty()) {
          int before = path.getLast();
          lowest[before] = Math.min(lowest[before], lowest[state]);
        }
        if (lowest[state] == order[state]) {
          found.add(component(state));
        }
      }
    }
  }

  private void enter(int state) {
    order[state] = count;
    lowest[state] = count;
    count++;
    waiting[state] = true;
    stack.addLast(state);
    path.addLast(state);
  }

  private int[] component(int first) {
    List<Integer> members = new ArrayList<>();
    int member;
    do {
      member = stack.removeLast();
      waiting[member] = false;
      members.add(member);
    } while (member != first);
    return members.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
