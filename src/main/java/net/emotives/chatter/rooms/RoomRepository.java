package net.emotives.chatter.rooms;

import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

interface RoomRepository extends Repository<Room, String> {

    Optional<Room> findById(String id);

    List<Room> findByIdIn(Collection<String> ids);
}
