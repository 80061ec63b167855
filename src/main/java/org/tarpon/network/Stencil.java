package org.tarpon.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which pixel of one grid meets which pixel of another, and at which place of a window: the geometry of convolution and
 * pooling, listed from the presynaptic pixels and from the places of the window.
 */
final class Stencil {
    /** The presynaptic pixel, the place in the window (row by row), the postsynaptic pixel. */
    private record Meeting(int from, int place, int to) {}

    private final List<Meeting> meetings;
    private final int[][] places;
    private final int[][] targets;
    private final int[][] users;
    private final int[][] ends;

    private Stencil(List<Meeting> meetings, int from, int window) {
        this.meetings = meetings;
        this.places = new int[from][];
        this.targets = new int[from][];
        this.users = new int[window][];
        this.ends = new int[window][];
        List<List<Meeting>> byPixel = lists(from);
        List<List<Meeting>> byPlace = lists(window);
        for (Meeting meeting : meetings) {
            byPixel.get(meeting.from).add(meeting);
            byPlace.get(meeting.place).add(meeting);
        }
        for (int pixel = 0; pixel < from; pixel++) {
            places[pixel] = byPixel.get(pixel).stream().mapToInt(Meeting::place).toArray();
            targets[pixel] = byPixel.get(pixel).stream().mapToInt(Meeting::to).toArray();
        }
        for (int place = 0; place < window; place++) {
            users[place] = byPlace.get(place).stream().mapToInt(Meeting::from).toArray();
            ends[place] = byPlace.get(place).stream().mapToInt(Meeting::to).toArray();
        }
    }

    private static List<List<Meeting>> lists(int number) {
        List<List<Meeting>> lists = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    /** From a grid up to the windows on it. */
    static Stencil of(Shape below, Window window) {
        Shape above = window.over(below, 1);
        List<Meeting> meetings = new ArrayList<>();
        for (int to = 0; to < above.pixels(); to++) {
            int top = to / above.width() * window.stride() - window.padding();
            int left = to % above.width() * window.stride() - window.padding();
            for (int place = 0; place < window.height() * window.width(); place++) {
                int y = top + place / window.width();
                int x = left + place % window.width();
                if (y >= 0 && y < below.height() && x >= 0 && x < below.width()) {
                    meetings.add(new Meeting(y * below.width() + x, place, to));
                }
            }
        }
        return new Stencil(meetings, below.pixels(), window.height() * window.width());
    }

    /** The same meetings the other way round, from {@code to} postsynaptic pixels. */
    Stencil reversed(int to) {
        List<Meeting> turned =
                meetings.stream().map(m -> new Meeting(m.to, m.place, m.from)).toList();
        return new Stencil(turned, to, users.length);
    }

    /** Places in the window. */
    int window() {
        return users.length;
    }

    /** The places at which a presynaptic pixel is seen. */
    int[] places(int pixel) {
        return places[pixel];
    }

    /** The postsynaptic pixels that go with {@link #places}. */
    int[] targets(int pixel) {
        return targets[pixel];
    }

    /** The presynaptic pixels that are seen at a place. */
    int[] users(int place) {
        return users[place];
    }

    /** The postsynaptic pixels that go with {@link #users}. */
    int[] ends(int place) {
        return ends[place];
    }

    /** Most postsynaptic pixels that one presynaptic pixel meets. */
    int reach() {
        return Arrays.stream(targets).mapToInt(list -> list.length).max().orElse(0);
    }

    boolean isLike(Stencil other) {
        return meetings.equals(other.meetings);
    }
}
