"""The slot labels of SNIPS."""

LABELS = """album artist best_rating city condition_description condition_temperature country cuisine
    current_location entity_name facility genre geographic_poi location_name movie_name movie_type music_item
    object_location_type object_name object_part_of_series_type object_select object_type
    party_size_description party_size_number playlist playlist_owner poi rating_unit rating_value
    restaurant_name restaurant_type served_dish service sort spatial_relation state timeRange track year""".split()
